//! Master data of the nation: classifications and the chart of accounts.

mod national;
mod routes;
mod store;

pub use national::load_national;
pub use routes::register;
pub use store::is_for;

//! How Thai offices write dates, digits and amounts (forms-and-reports, section 1).

mod dates;
mod figures;
mod words;

pub(crate) use figures::grouped;

pub use dates::{long_date, month_name, short_date, short_date_time};
pub use figures::{money, thai_digits};
pub use words::baht_text;

//! Money out: the disbursement request.

pub mod availability_card;
pub mod deposit_grid;
pub mod disbursement_request;
pub mod figures;
pub mod request_grids;

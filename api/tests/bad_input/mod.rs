//! What cannot be accepted is refused with the place and a Thai sentence that names the field, and
//! changes nothing. That nothing is an error of ours is checked on every answer of every test.

mod bodies;
mod days;
mod requests;
mod texts;

//! The integration tests, one binary. What needs a database makes one of its own, so every test
//! runs alone, beside the others and in any order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;
mod tidy;

mod activity;
mod bad_input;
mod checkouts;
mod crowds;
mod database;
mod documents;
mod doors;
mod drill;
mod health;
mod inboxes;
mod journal;
mod kinds;
mod logging_in;
mod metrics;
mod migrations;
mod neighbours;
mod openapi;
mod papers;
mod permissions;
mod programs;
mod races;
mod registers;
mod releases;
mod replay;
mod restore;
mod tables;
mod traces;
mod verify;

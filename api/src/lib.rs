//! The server of OpenLAAS. Modules, lowest layer first; arrows point downwards only (README.md).

#![warn(clippy::print_stdout)]

pub mod app;
pub mod bench;
pub mod demo;
pub mod platform;

pub mod journal;

pub mod documents;

pub mod budget;
pub mod expenditure;
pub mod identity;
pub mod ledger;
pub mod organisation;
pub mod practice;
pub mod replay;
pub mod reporting;
pub mod revenue;
pub mod treasury;

pub mod restore;
pub mod verify;

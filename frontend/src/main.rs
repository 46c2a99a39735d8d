//! The browser application of OpenLAAS.

mod address;
mod api;
mod app;
mod budget;
mod catalogue;
mod components;
mod documents;
mod expenditure;
mod forms;
mod help;
mod identity;
mod lasting;
mod ledger;
mod live;
mod menu;
mod pages;
mod palette;
mod program;
mod reports;
mod revenue;
mod session;
mod shell;
mod styles;
mod text;
mod top_bar;
mod treasury;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}

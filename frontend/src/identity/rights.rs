//! What somebody may do, in plain words: my own page, and what others see in the roster.

use leptos::prelude::*;
use shared::Money;
use shared::document::Menu;
use shared::grants::{Right, duty};
use shared::identity::RoleHeld;
use shared::permission::{Operation, Resource};

use super::absences_page::absences_link;
use super::presence::own_presence;
use crate::api;
use crate::components::states::{Answer, shown};
use crate::components::title::page_title;
use crate::documents::lookups::lookups;
use crate::session::session;
use crate::text::{Named, identity as words, t};

/// `/my-rights`: what I may do, as the server judges it now.
#[component]
pub fn MyRightsPage() -> impl IntoView {
    let answer: Answer<Vec<Right>> = LocalResource::new(api::identity::rights);
    Effect::new(move |_| {
        let title = words::MY_RIGHTS.now();
        page_title(&title);
    });
    let held = move || {
        let session = session().session.get();
        session.map(|now| roles_in_words(&now.post.roles).join(" · "))
    };
    view! {
        <section class="page">
            <div class="page-head"><h1 id="page-title" tabindex="-1">{t(words::MY_RIGHTS)}</h1></div>
            <p class="quiet">{t(words::MY_RIGHTS_LEAD)}</p>
            <p><strong>{t(words::ROLES)}": "</strong>{held}</p>
            {shown(answer, |rights| rights_by_duty(&rights))}
            {absences_link()}
            {own_presence()}
        </section>
    }
    .into_any()
}

/// Each role with its limits: กอง, วงเงิน, วันที่.
pub fn roles_in_words(roles: &[RoleHeld]) -> Vec<String> {
    let one = |held: &RoleHeld| {
        let mut limits = limits(std::slice::from_ref(held), true);
        let name = match &held.acting {
            None => held.role.name().to_owned(),
            Some(acting) => {
                limits.insert(0, acting.order());
                format!("{} {}", acting.kind.name(), acting.post)
            }
        };
        match limits.is_empty() {
            true => name,
            false => format!("{name} ({})", limits.join(", ")),
        }
    };
    roles.iter().map(one).collect()
}

/// How far these roles reach together: a limit counts where each of them has one.
fn limits(by: &[RoleHeld], decides: bool) -> Vec<String> {
    let departments: Option<Vec<_>> = by.iter().map(|held| held.department_id).collect();
    let departments = departments.map(|own| {
        let names: Vec<String> = own
            .iter()
            .map(|id| lookups().department_name(*id))
            .collect();
        words::ONLY_DEPARTMENT.with(&[("name", &names.join(", "))])
    });
    let ceilings: Option<Vec<Money>> = by.iter().map(|held| held.amount_ceiling).collect();
    let ceiling = ceilings
        .filter(|_| decides)
        .and_then(|all| all.into_iter().max());
    let ceiling = ceiling.map(|most| words::UP_TO_AMOUNT.with(&[("amount", &most.grouped())]));
    let days = match by {
        [only] => Some(only.days()).filter(|days| !days.is_empty()),
        _ => None,
    };
    departments.into_iter().chain(ceiling).chain(days).collect()
}

/// Rights under the duties of the office, a line for each thing.
pub fn rights_by_duty(rights: &[Right]) -> AnyView {
    let group = |menu: &Menu| {
        let own: Vec<&Right> = rights
            .iter()
            .filter(|right| duty(right.permission.resource) == *menu)
            .collect();
        let mut things: Vec<Resource> = own.iter().map(|right| right.permission.resource).collect();
        things.dedup();
        let line = |thing: Resource| {
            let of_thing = own
                .iter()
                .filter(|right| right.permission.resource == thing);
            let does: Vec<Right> = of_thing.map(|right| (*right).clone()).collect();
            let does = move || does.iter().map(in_words).collect::<Vec<_>>().join(" · ");
            view! { <tr><th scope="row">{move || thing.name()}</th><td>{does}</td></tr> }
        };
        let menu = *menu;
        (!things.is_empty()).then(|| {
            view! {
                <section class="card">
                    <h2>{t(menu.text())}</h2>
                    <table class="rights" aria-label=t(menu.text())>
                        <tbody>{things.into_iter().map(line).collect_view()}</tbody>
                    </table>
                </section>
            }
        })
    };
    Menu::ALL.iter().filter_map(group).collect_view().into_any()
}

fn in_words(right: &Right) -> String {
    let operation = right.permission.operation;
    let limits = limits(&right.by, operation == Operation::Approve);
    match limits.is_empty() {
        true => operation.name().to_owned(),
        false => format!("{} ({})", operation.name(), limits.join(", ")),
    }
}

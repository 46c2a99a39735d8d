//! The roster of the entity: who holds which role, who is suspended.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::identity::User;
use shared::page::Page;
use shared::permission::{Operation, Resource};

use super::deputies_page::{DEPUTIES, DEPUTIES_ADDRESS};
use super::review_page::{REVIEW_ADDRESS, REVIEW_LINK};
use super::rights::roles_in_words;
use super::user_page::ADD;
use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::states::{Answer, shown};
use crate::components::sure::Sure;
use crate::components::table::moment;
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::toast::toasts;
use crate::reports::period::Address;
use crate::session::session;
use crate::text::{general, identity as words, t};

/// `/users`: the roster of the organisation one is in.
#[component]
pub fn UsersPage() -> impl IntoView {
    let may_edit = session().can(Resource::User.to(Operation::Edit));
    let address = Address::here();
    let answer: Answer<Page<User>> = LocalResource::new(move || {
        let page = page_asked(address.get("page"));
        async move { api::identity::users(&page).await }
    });
    let go_to = Callback::new(move |page: u32| address.set("page", page.to_string()));
    let asked = RwSignal::new(None::<User>);
    let open = RwSignal::new(false);
    let toasts = toasts();
    let change = move |user: User, suspended: bool| {
        spawn_local(async move {
            let name = user.name.clone();
            match api::identity::suspend(user.person_id, suspended).await {
                Ok(_) => {
                    let text = if suspended {
                        words::SUSPENDED_DONE
                    } else {
                        words::REINSTATED_DONE
                    };
                    toasts.say(text.with(&[("name", &name)]));
                }
                Err(failure) => toasts.refuse(failure.sentence()),
            }
            answer.refetch();
        });
    };
    let change = Callback::new(move |(user, suspended): (User, bool)| change(user, suspended));
    let ask = Callback::new(move |user: User| {
        if user.is_suspended {
            change.run((user, false));
        } else {
            asked.set(Some(user));
            open.set(true);
        }
    });
    let question = move || {
        let name = asked.get().map(|user| user.name).unwrap_or_default();
        words::SUSPEND_ASK.with(&[("name", &name)])
    };
    let go = Callback::new(move |()| {
        if let Some(user) = asked.get_untracked() {
            change.run((user, true));
        }
    });
    let file = move |ending: &str, whole: bool| {
        let page = page_of_file(whole, &address.get("page"));
        api::table_file("/users", ending, &[("page", &page)])
    };
    let add = may_edit.then(|| {
        view! {
            <a class="button primary" href=ADD>{icon(Icon::Plus)}{t(words::USER_ADD)}</a>
        }
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::USERS)}</h1>
                <div class="page-tools">{take_home_pages(file)}{add}</div>
            </div>
            <p class="quiet">{t(words::USERS_LEAD)}</p>
            <p>
                <a href=REVIEW_ADDRESS>{t(REVIEW_LINK)}</a>
                " · "
                <a href=DEPUTIES_ADDRESS>{t(DEPUTIES)}</a>
            </p>
            {shown(answer, move |page| {
                beyond(&page, go_to).unwrap_or_else(|| {
                    view! {
                        {table(&page.items, may_edit.then_some(ask))}
                        {pagination(&page, go_to)}
                    }
                    .into_any()
                })
            })}
            <Sure open=open act=words::SUSPEND consequence=Signal::derive(question) go=go/>
        </section>
    }
    .into_any()
}

fn table(users: &[User], ask: Option<Callback<User>>) -> AnyView {
    let lines = users
        .iter()
        .cloned()
        .map(|user| line(user, ask))
        .collect_view();
    view! {
        <div class="scroll tall" tabindex="0">
            <table class="list cards">
                <thead>
                    <tr>
                        <th scope="col">{t(words::NAME)}</th>
                        <th scope="col">{t(words::POSITION)}</th>
                        <th scope="col">{t(words::ROLES)}</th>
                        <th scope="col">{t(words::LAST_SEEN)}</th>
                        <th scope="col">{t(general::STATUS)}</th>
                        <th><span class="sr">{t(general::EDIT)}</span></th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(user: User, ask: Option<Callback<User>>) -> AnyView {
    let held = user.roles.clone();
    let roles = move || roles_in_words(&held).join(" · ");
    let seen = user.last_login_at;
    let seen = move || seen.map_or_else(|| words::NEVER.now().to_owned(), moment);
    let (class, state, act) = if user.is_suspended {
        ("badge bad", words::SUSPENDED, words::REINSTATE)
    } else {
        ("badge good", general::ACTIVE, words::SUSPEND)
    };
    let own = session().session.with_untracked(|now| {
        now.as_ref()
            .is_some_and(|now| now.person_id == user.person_id)
    });
    let target = user.clone();
    let button = ask.filter(|_| !own).map(|ask| {
        view! {
            <button type="button" class="button" on:click=move |_| ask.run(target.clone())>
                {t(act)}
            </button>
        }
    });
    view! {
        <tr>
            <td class="c-subject">
                <a href=format!("/users/{}", user.person_id)><strong>{user.name.clone()}</strong></a>
                <span class="small block">{user.username.clone()}</span>
            </td>
            <td class="c-subject">{user.position.clone()}</td>
            <td class="c-subject">{roles}</td>
            <td class="date c-date">{seen}</td>
            <td class="c-status"><span class=class>{t(state)}</span></td>
            <td class="c-act">{button}</td>
        </tr>
    }
    .into_any()
}

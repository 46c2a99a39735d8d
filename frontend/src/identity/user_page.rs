//! One person of the roster: somebody new, or who is here and may be moved, limited, ended.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use shared::grants::{is_given_above, rights};
use shared::identity::{NewUser, RoleHeld, User};
use shared::permission::{Operation, Resource, Role};
use shared::problem::FieldCode;
use shared::{FieldError, Money, PersonId, ProblemCode};

use super::departure::departure;
use super::deputies_page::{DEPUTIES, DEPUTIES_ADDRESS};
use super::rights::{rights_by_duty, roles_in_words};
use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{
    Bound, ComboField, DateField, ErrorSummary, FormState, MoneyField, SelectField, Shape,
    TextField,
};
use crate::components::grid::{Grid, column};
use crate::components::rows::rows_of;
use crate::components::states::{Answer, not_found, shown};
use crate::components::sure::Sure;
use crate::components::table::moment;
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::documents::lookups::lookups;
use crate::identity::login_page::wrong_notice;
use crate::reports::activity::{DONE_BY, DONE_TO, way_to};
use crate::session::session;
use crate::text::{Named, Text, general, identity as words, t};

/// The address under which somebody is added.
pub const ADD: &str = "/users/add";

/// The route `/users/{id}`, where id may be `add`.
#[component]
pub fn UserPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|all| all.get("id")).unwrap_or_default());
    (move || match (id.get().as_str(), id.get().parse::<PersonId>()) {
        ("add", _) => page(words::USER_ADD, form(fresh(), None, None)),
        (_, Ok(id)) => {
            let answer: Answer<User> = LocalResource::new(move || api::identity::user(id));
            let refetch = Callback::new(move |()| answer.refetch());
            page(words::USER, shown(answer, move |user| known(user, refetch)))
        }
        _ => not_found(),
    })
    .into_any()
}

fn page(title: Text, content: AnyView) -> AnyView {
    Effect::new(move |_| {
        page_title(title.now());
    });
    view! {
        <section class="page">
            <p><a href="/users">{t(words::USERS_BACK)}</a></p>
            <div class="page-head"><h1 id="page-title" tabindex="-1">{t(title)}</h1></div>
            {content}
        </section>
    }
    .into_any()
}

fn fresh() -> NewUser {
    NewUser {
        roles: vec![fresh_role()],
        ..NewUser::default()
    }
}

fn fresh_role() -> RoleHeld {
    RoleHeld::of(Role::DepartmentClerk, None)
}

/// Somebody who is here: how things stand, what may be changed, and what it comes to.
fn known(user: User, refetch: Callback<()>) -> AnyView {
    // What is held in the post of another is no matter of the roster.
    let is_own = |held: &&RoleHeld| held.acting.is_none();
    let draft = NewUser {
        position_th: user.position.clone(),
        roles: user.roles.iter().filter(is_own).cloned().collect(),
        ..NewUser::default()
    };
    let acting = user.roles.iter().filter(|held| held.acting.is_some());
    let acting: Vec<RoleHeld> = acting.cloned().collect();
    let today = session().today();
    let held = user.roles.iter().filter(|held| held.is_in_force(today));
    let comes_to = rights(&held.cloned().collect::<Vec<_>>());
    let (id, name) = (user.person_id, user.name.clone());
    // In a place of its own, for it has a form of its own.
    let roles = user.roles.len();
    let leaves = move || may_change(Some(id)).then(|| departure(id, name.clone(), roles, refetch));
    view! {
        {standing(&user, refetch)}
        {way_to("person_id", id, DONE_BY)}
        {way_to("about_id", id, DONE_TO)}
        {acting_in(acting)}
        {form(draft, Some(user), Some(refetch))}
        <h2>{t(words::RIGHTS)}</h2>
        {rights_by_duty(&comes_to)}
        {leaves}
    }
    .into_any()
}

/// In whose posts the person acts, acted or will act.
fn acting_in(acting: Vec<RoleHeld>) -> AnyView {
    if acting.is_empty() {
        return ().into_any();
    }
    let said = move || roles_in_words(&acting).join(" · ");
    view! { <p class="card">{said}" "<a href=DEPUTIES_ADDRESS>{t(DEPUTIES)}</a></p> }.into_any()
}

fn fact(label: Text, value: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { <div><dt>{t(label)}</dt><dd>{value}</dd></div> }.into_any()
}

/// Last log-in, devices, open session, and the button that ends it.
fn standing(user: &User, refetch: Callback<()>) -> AnyView {
    let last = user.last_login_at;
    let last = move || last.map_or_else(|| words::NEVER.now().to_owned(), moment);
    let devices = user.devices.clone();
    let devices = move || {
        let last = devices.first().map(|device| moment(device.last_used_at));
        let count = devices.len().to_string();
        last.map_or_else(
            || words::NEVER.now().to_owned(),
            |last| words::DEVICES_SEEN.with(&[("n", &count), ("time", &last)]),
        )
    };
    let open = user.session.clone();
    let is_open = open.is_some();
    let seen = move || match &open {
        None => words::NO_SESSION.now().to_owned(),
        Some(open) => {
            let (from, used) = (moment(open.created_at), moment(open.used_at));
            words::SESSION_SEEN.with(&[("from", &from), ("used", &used)])
        }
    };
    let end = (is_open && may_change(Some(user.person_id))).then(|| end_button(user, refetch));
    let state = user.is_suspended.then(|| {
        view! { <span class="badge bad">{t(words::SUSPENDED)}</span> }
    });
    view! {
        <section class="card">
            <h2>{user.name.clone()}" "{state}</h2>
            <dl class="facts">
                {fact(words::USERNAME, { let name = user.username.clone(); move || name.clone() })}
                {fact(words::LAST_SEEN, last)}
                {fact(words::DEVICES, devices)}
                {fact(words::SESSION, seen)}
            </dl>
            {end}
        </section>
    }
    .into_any()
}

fn end_button(user: &User, refetch: Callback<()>) -> AnyView {
    let (id, name, toasts) = (user.person_id, user.name.clone(), toasts());
    let asked = RwSignal::new(false);
    let told = name.clone();
    let consequence = Signal::derive(move || words::END_SESSION_ASK.with(&[("name", &told)]));
    let end = Callback::new(move |()| {
        let name = name.clone();
        spawn_local(async move {
            match api::identity::end_session(id).await {
                Ok(()) => toasts.say(words::SESSION_ENDED.with(&[("name", &name)])),
                Err(failure) => toasts.refuse(failure.sentence()),
            }
            refetch.run(());
        });
    });
    view! {
        <button type="button" class="button danger" on:click=move |_| asked.set(true)>
            {t(words::END_SESSION)}
        </button>
        <Sure open=asked act=words::END_SESSION consequence=consequence go=end/>
    }
    .into_any()
}

/// May the person at the screen change this one? Nobody changes the own rights.
fn may_change(id: Option<PersonId>) -> bool {
    let own = session()
        .session
        .with_untracked(|now| now.as_ref().map(|now| now.person_id));
    session().can(Resource::User.to(Operation::Edit)) && (id.is_none() || own != id)
}

/// What is being changed, and what became of saving it.
#[derive(Clone, Copy)]
struct Editing {
    /// Whom; none for somebody new.
    id: Option<PersonId>,
    draft: RwSignal<NewUser>,
    form: FormState,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
}

impl Editing {
    /// Is there nothing wrong that can be seen here?
    fn may_be_sent(self) -> bool {
        let new = self.draft.get_untracked();
        let mut wrong = self.form.unread_errors();
        wrong.extend(match self.id {
            None => new.check(),
            Some(_) => new.appointment().check(),
        });
        let is_right = wrong.is_empty();
        if !is_right {
            self.failure.set(None);
            self.form.show(wrong);
        }
        is_right && !self.busy.get_untracked()
    }

    /// Sends it; who it is now, unless it was refused.
    async fn send(self) -> Option<User> {
        self.busy.set(true);
        self.failure.set(None);
        let new = self.draft.get_untracked();
        let saved = match self.id {
            None => api::identity::add_user(&new).await,
            Some(id) => api::identity::appoint(id, &new.appointment()).await,
        };
        if self.busy.try_set(false).is_some() {
            return None;
        }
        let refused = saved.as_ref().err().cloned();
        let told = refused.and_then(|failure| {
            let field = at_field(&failure);
            self.form.refuse_with(failure, field.into_iter().collect())
        });
        self.failure.set(told);
        saved.ok()
    }
}

/// The field that a refusal is about whose sentence names none.
fn at_field(failure: &Failure) -> Option<FieldError> {
    let (path, code) = match failure.problem()?.code {
        ProblemCode::ALREADY_HERE => ("pid", FieldCode::Duplicate),
        ProblemCode::NAME_DIFFERS => ("name_th", FieldCode::Differs),
        _ => return None,
    };
    Some(FieldError::new(path, code))
}

/// Position and roles, and for somebody new who it is.
fn form(draft: NewUser, user: Option<User>, refetch: Option<Callback<()>>) -> AnyView {
    let id = user.as_ref().map(|user| user.person_id);
    let above = user.map(|user| user.roles).unwrap_or_default();
    let editable = may_change(id);
    let editing = Editing {
        id,
        draft: RwSignal::new(draft),
        form: FormState::new(Signal::stored(editable)),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    provide_context(editing.form);
    let (toasts, navigate) = (toasts(), use_navigate());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !editing.may_be_sent() {
            return;
        }
        let navigate = navigate.clone();
        spawn_local(async move {
            match (editing.send().await, refetch) {
                (None, _) => {}
                (Some(_), Some(refetch)) => {
                    toasts.say(general::SAVED.now());
                    refetch.run(());
                }
                (Some(user), None) => {
                    toasts.say(words::USER_ADDED.with(&[("name", &user.name)]));
                    navigate(&format!("/users/{}", user.person_id), Default::default());
                }
            }
        });
    };
    let wrong = move || {
        let failure = editing.failure.get();
        failure.map(|failure| wrong_notice(failure.sentence()))
    };
    let act = if id.is_none() {
        words::USER_ADD
    } else {
        general::SAVE
    };
    let act = editable.then(|| {
        view! { <div class="actions"><button class="button primary">{t(act)}</button></div> }
    });
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=save>
            <h2>{t(words::POST_AND_ROLES)}</h2>
            {wrong}
            <ErrorSummary form=editing.form/>
            {id.is_none().then(|| who(editing.draft))}
            <TextField
                label=words::POSITION
                bound=bind!(editing.draft, position_th)
                required=true
            />
            {roles(editing.draft, above)}
            <p class="hint">{t(words::ROLES_HINT)}</p>
            {act}
        </form>
    }
    .into_any()
}

fn who(draft: RwSignal<NewUser>) -> AnyView {
    let pid = bind!(draft, pid).cleaned(|text| shared::text::digits(&text));
    view! {
        <div class="row">
            <TextField label=words::NAME bound=bind!(draft, name_th) required=true
                hint=words::NAME_HINT/>
            <TextField label=words::PID bound=pid required=true mode="numeric"
                hint=words::PID_HINT/>
        </div>
        <TextField label=words::EMAIL bound=bind!(draft, email) required=true mode="email"
            hint=words::INVITE_HINT/>
    }
    .into_any()
}

fn roles(draft: RwSignal<NewUser>, held: Vec<RoleHeld>) -> AnyView {
    let rows = rows_of!(draft, roles, |_| fresh_role());
    let offered: Vec<Role> = Role::ALL
        .iter()
        .copied()
        .filter(|role| !is_given_above(*role) || held.iter().any(|held| held.role == *role))
        .collect();
    let row = Callback::new(move |index| role_row(draft, index, &offered));
    let columns = vec![
        column(words::ROLE, ""),
        column(words::DEPARTMENT, "w-account"),
        column(words::CEILING, "amount w-money"),
        column(words::VALID_FROM, "w-code"),
        column(words::VALID_UNTIL, "w-code"),
    ];
    view! { <Grid label=words::ROLES columns=columns rows=rows row=row add_text=words::ROLE_ADD/> }
        .into_any()
}

fn role_row(draft: RwSignal<NewUser>, index: usize, offered: &[Role]) -> AnyView {
    let ceiling = Bound::new(
        draft,
        format!("roles[{index}].amount_ceiling"),
        move |body: &NewUser| {
            let ceiling = body.roles.get(index).and_then(|held| held.amount_ceiling);
            ceiling.unwrap_or(Money::ZERO)
        },
        move |body: &mut NewUser, amount: Money| {
            if let Some(held) = body.roles.get_mut(index) {
                held.amount_ceiling = (!amount.is_zero()).then_some(amount);
            }
        },
    );
    let options = offered.iter().map(|role| (role.to_string(), role.text()));
    view! {
        <td>
            <SelectField label=words::ROLE shape=Shape::Cell options=options.collect()
                bound=bind!(draft, roles[index].role, fresh_role).text()/>
        </td>
        <td>
            <ComboField label=words::DEPARTMENT shape=Shape::Cell
                bound=bind!(draft, roles[index].department_id, fresh_role).text()
                choices=lookups().department_choices()/>
        </td>
        <td><MoneyField label=words::CEILING shape=Shape::Cell bound=ceiling/></td>
        <td>
            <DateField label=words::VALID_FROM shape=Shape::Cell
                bound=bind!(draft, roles[index].valid_from, fresh_role)/>
        </td>
        <td>
            <DateField label=words::VALID_UNTIL shape=Shape::Cell
                bound=bind!(draft, roles[index].valid_until, fresh_role)/>
        </td>
    }
    .into_any()
}

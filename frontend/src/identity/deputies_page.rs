//! Who acts in the post of another: the orders, and a new one.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::deputies::{ActingKind, Deputy, NewDeputy};
use shared::grants::{decides, is_given_above, is_of_department};
use shared::identity::User;
use shared::page::Page;
use shared::permission::{Operation, Resource, Role};
use shared::{DepartmentId, KeyText, Money, PersonId};

use super::login_page::wrong_notice;
use crate::api::{self, Failure};
use crate::components::fields::bound::bind;
use crate::components::fields::{
    Bound, Choice, ComboField, DateField, ErrorSummary, FormState, MoneyField, RadioField,
    SelectField, TextField, choices_of,
};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::states::{Answer, empty_text, shown};
use crate::components::sure::Sure;
use crate::components::table::day;
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::documents::lookups::lookups;
use crate::reports::period::Address;
use crate::session::session;
use crate::text::{Named, Text, general, identity as words, t, texts};

texts! {
    DEPUTIES = "ผู้รักษาราชการแทน", "Deputies";
    DEPUTIES_LEAD =
        "คำสั่งให้รักษาราชการแทนหรือปฏิบัติราชการแทน ผู้ทำแทนมีสิทธิของตำแหน่งนั้นเฉพาะวันที่ในคำสั่ง และเอกสารที่ลงนามแสดงคำสั่งไว้เสมอ",
        "Orders by which somebody acts in the post of another. The deputy has the rights of the post on the days of the order only, and whatever is signed shows the order.";
    NONE = "ยังไม่มีคำสั่งที่บันทึกไว้", "No order has been entered yet";
    NONE_NEXT =
        "เมื่อมีคำสั่งแต่งตั้ง หัวหน้าหน่วยงานคลังบันทึกที่แบบฟอร์มด้านล่าง",
        "When there is one, the head of finance enters it below.";
    WHO = "ผู้รักษาราชการแทน", "Deputy";
    KIND = "ลักษณะ", "Kind";
    POST_OF = "ตำแหน่งที่รักษาราชการแทน", "Post acted in";
    HOLDER = "ผู้ดำรงตำแหน่ง (เว้นว่างเมื่อตำแหน่งว่าง)", "Holder (empty while the post is vacant)";
    VACANT = "ตำแหน่งว่าง", "vacant";
    ORDER = "คำสั่ง", "Order";
    ORDER_NO = "เลขที่คำสั่ง", "Number of the order";
    ORDERED_ON = "วันที่ของคำสั่ง", "Day of the order";
    DAYS = "วันที่ใช้", "Days";
    IN_FORCE = "ใช้อยู่", "In force";
    COMING = "ยังไม่ถึงวัน", "To come";
    OVER = "สิ้นสุดแล้ว", "Over";
    ENDED = "สิ้นสุดก่อนกำหนด", "Ended early";
    END_NOW = "ให้สิ้นสุดทันที", "End it now";
    END_ASK =
        "คำสั่งที่ {order} ของ {name} จะสิ้นสุดเมื่อสิ้นวันที่ {day} สิทธิของตำแหน่งนั้นหมดทันที เอกสารที่ลงนามไว้แล้วยังมีผล",
        "Order {order} of {name} ends with {day}, so the rights of that post are gone at once. What was signed stands.";
    ENDED_DONE = "ให้คำสั่งที่ {order} สิ้นสุดแล้ว", "Order {order} is ended.";
    NEW = "บันทึกคำสั่ง", "Enter an order";
    NEW_DONE = "บันทึกคำสั่งที่ {order} ให้ {name} แล้ว", "Order {order} for {name} is entered.";
    NEW_HINT =
        "ผู้ทำแทนต้องไม่มีบทบาทที่ขัดหลักการแบ่งแยกหน้าที่ และอนุมัติเอกสารที่ตนทำหรือตรวจไว้ไม่ได้ ตำแหน่งหัวหน้าหน่วยงานคลัง จังหวัดเป็นผู้เปิดให้",
        "The deputy has no role that must be kept apart, and does not decide on documents of the own work. For the head of finance the province opens it.";
}

/// Where the page is.
pub const DEPUTIES_ADDRESS: &str = "/deputies";
/// The longest roster that is chosen from.
pub const ROSTER: &str = "200";

/// What is being entered.
#[derive(Debug, Clone)]
struct Draft {
    person_id: Option<PersonId>,
    kind: ActingKind,
    role: Role,
    department_id: Option<DepartmentId>,
    post_th: String,
    holder_id: Option<PersonId>,
    order_no: KeyText,
    ordered_on: Option<NaiveDate>,
    valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    amount_ceiling: Option<Money>,
}

impl Draft {
    fn on(today: NaiveDate) -> Draft {
        Draft {
            person_id: None,
            kind: ActingKind::Acting,
            role: Role::Executive,
            department_id: None,
            post_th: String::new(),
            holder_id: None,
            order_no: KeyText::default(),
            ordered_on: Some(today),
            valid_from: Some(today),
            valid_until: None,
            amount_ceiling: None,
        }
    }

    /// As it is sent: what the role has not is left out; a day that is missing is one that cannot be.
    fn sent(&self) -> NewDeputy {
        NewDeputy {
            person_id: self.person_id.unwrap_or_default(),
            kind: self.kind,
            role: self.role,
            department_id: self.department_id.filter(|_| is_of_department(self.role)),
            post_th: self.post_th.clone(),
            holder_id: self.holder_id,
            order_no: self.order_no.clone(),
            ordered_on: self.ordered_on.unwrap_or_default(),
            valid_from: self.valid_from.unwrap_or_default(),
            valid_until: self.valid_until.unwrap_or_default(),
            amount_ceiling: self.amount_ceiling.filter(|_| decides(self.role)),
        }
    }
}

/// The page.
#[component]
pub fn DeputiesPage() -> impl IntoView {
    let may_edit = session().can(Resource::User.to(Operation::Edit));
    let address = Address::here();
    let answer: Answer<Page<Deputy>> = LocalResource::new(move || {
        let page = page_asked(address.get("page"));
        async move { api::identity::deputies(&page).await }
    });
    let go_to = Callback::new(move |page: u32| address.set("page", page.to_string()));
    let refetch = Callback::new(move |()| answer.refetch());
    let file = move |ending: &str, whole: bool| {
        let page = page_of_file(whole, &address.get("page"));
        api::table_file(DEPUTIES_ADDRESS, ending, &[("page", &page)])
    };
    Effect::new(move |_| page_title(DEPUTIES.now()));
    let entering = may_edit.then(|| {
        let roster: Answer<Page<User>> = LocalResource::new(|| api::identity::roster(ROSTER));
        shown(roster, move |roster| form(roster.items, refetch))
    });
    view! {
        <section class="page">
            <p><a href="/users">{t(words::USERS_BACK)}</a></p>
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(DEPUTIES)}</h1>
                <div class="page-tools">{take_home_pages(file)}</div>
            </div>
            <p class="quiet">{t(DEPUTIES_LEAD)}</p>
            {shown(answer, move |page| {
                beyond(&page, go_to).unwrap_or_else(|| {
                    view! {
                        {table(&page.items, may_edit.then_some(refetch))}
                        {pagination(&page, go_to)}
                    }
                    .into_any()
                })
            })}
            {entering}
        </section>
    }
    .into_any()
}

fn table(orders: &[Deputy], refetch: Option<Callback<()>>) -> AnyView {
    if orders.is_empty() {
        return empty_text(NONE, NONE_NEXT);
    }
    let lines = orders.iter().cloned().map(|order| line(order, refetch));
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards" aria-label=t(DEPUTIES)>
                <thead>
                    <tr>
                        <th scope="col">{t(WHO)}</th>
                        <th scope="col">{t(POST_OF)}</th>
                        <th scope="col">{t(ORDER)}</th>
                        <th scope="col">{t(DAYS)}</th>
                        <th scope="col">{t(general::STATUS)}</th>
                        <th><span class="sr">{t(general::EDIT)}</span></th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Where an order stands today.
fn standing(order: &Deputy, today: NaiveDate) -> (&'static str, Text) {
    match order.ended_on {
        _ if order.is_in_force(today) => ("badge good", IN_FORCE),
        None if today < order.valid_from => ("badge quiet", COMING),
        Some(_) => ("badge quiet", ENDED),
        None => ("badge quiet", OVER),
    }
}

fn line(order: Deputy, refetch: Option<Callback<()>>) -> AnyView {
    let today = session().today();
    let (class, state) = standing(&order, today);
    let own = session().session.with_untracked(|now| {
        now.as_ref()
            .is_some_and(|now| now.person_id == order.person_id)
    });
    let goes_on = order.last_day() >= today && !is_given_above(order.role);
    let end = refetch.filter(|_| goes_on && !own);
    let end = end.map(|refetch| end_button(&order, refetch));
    let acting = order.acting.clone();
    let kind = acting.kind;
    let holder = move || {
        let holder = acting.holder.clone();
        holder.unwrap_or_else(|| VACANT.now().to_owned())
    };
    let (ordered_on, from, until) = (order.acting.ordered_on, order.valid_from, order.last_day());
    view! {
        <tr>
            <td class="c-subject">
                <a href=format!("/users/{}", order.person_id)><strong>{order.name}</strong></a>
            </td>
            <td class="c-subject">
                {move || kind.name()} " " {order.acting.post} <span class="small block">{holder}</span>
            </td>
            <td class="c-subject">
                {order.acting.order_no} <span class="small block">{move || day(ordered_on)}</span>
            </td>
            <td class="date c-date">{move || day(from)} " – " {move || day(until)}</td>
            <td class="c-status"><span class=class>{t(state)}</span></td>
            <td class="c-act">{end}</td>
        </tr>
    }
    .into_any()
}

fn end_button(order: &Deputy, refetch: Callback<()>) -> AnyView {
    let (id, number, toasts) = (order.id, order.acting.order_no.clone(), toasts());
    let last = session().today() - Days::new(1);
    let asked = RwSignal::new(false);
    let told = (number.clone(), order.name.clone());
    let consequence = Signal::derive(move || {
        END_ASK.with(&[("order", &told.0), ("name", &told.1), ("day", &day(last))])
    });
    let end = Callback::new(move |()| {
        let number = number.clone();
        spawn_local(async move {
            match api::identity::end_deputy(id, last).await {
                Ok(_) => toasts.say(ENDED_DONE.with(&[("order", &number)])),
                Err(failure) => toasts.refuse(failure.sentence()),
            }
            refetch.run(());
        });
    });
    view! {
        <button type="button" class="button" on:click=move |_| asked.set(true)>{t(END_NOW)}</button>
        <Sure open=asked act=END_NOW consequence=consequence go=end/>
    }
    .into_any()
}

/// The order to be entered.
fn form(roster: Vec<User>, refetch: Callback<()>) -> AnyView {
    let today = session().today();
    let draft = RwSignal::new(Draft::on(today));
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = draft.with_untracked(Draft::sent);
        let days = draft.with_untracked(|draft| {
            [
                ("ordered_on", draft.ordered_on),
                ("valid_from", draft.valid_from),
                ("valid_until", draft.valid_until),
            ]
        });
        let wrong = form.wrong(&days, new.check(today));
        failure.set(None);
        if !wrong.is_empty() {
            return form.show(wrong);
        }
        busy.set(true);
        spawn_local(async move {
            match api::identity::add_deputy(&new).await {
                Ok(entered) => {
                    let (order, name) = (&entered.acting.order_no, &entered.name);
                    toasts.say(NEW_DONE.with(&[("order", order), ("name", name)]));
                    // What was wrong with the one entered is not wrong with the next.
                    form.forget();
                    draft.set(Draft::on(today));
                    refetch.run(());
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            busy.try_set(false);
        });
    };
    let wrong = move || {
        let failure = failure.get();
        failure.map(|failure| wrong_notice(failure.sentence()))
    };
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=save>
            <h2>{t(NEW)}</h2>
            {wrong}
            <ErrorSummary form=form/>
            {fields(draft, roster)}
            <p class="hint">{t(NEW_HINT)}</p>
            <div class="actions">
                <button class="button primary" aria-disabled=move || busy.get().to_string()>
                    {t(NEW)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn fields(draft: RwSignal<Draft>, roster: Vec<User>) -> AnyView {
    let choice = |user: &User| {
        let choice = Choice::new(user.person_id.to_string(), "", &user.name);
        choice.with_detail(&user.position)
    };
    let own = session()
        .session
        .with_untracked(|now| now.as_ref().map(|now| now.person_id));
    let all: Vec<Choice> = roster.iter().map(choice).collect();
    let able = roster.iter();
    let able = able.filter(|user| !user.is_suspended && Some(user.person_id) != own);
    let able: Vec<Choice> = able.map(choice).collect();
    // Whose post it is, is what it is called.
    let holder = Bound::new(
        draft,
        "holder_id",
        |draft: &Draft| draft.holder_id,
        move |draft: &mut Draft, holder: Option<PersonId>| {
            draft.holder_id = holder;
            let user = roster.iter().find(|user| Some(user.person_id) == holder);
            if let Some(user) = user {
                draft.post_th.clone_from(&user.position);
            }
        },
    );
    let ceiling = Bound::new(
        draft,
        "amount_ceiling",
        |draft: &Draft| draft.amount_ceiling.unwrap_or(Money::ZERO),
        |draft: &mut Draft, amount: Money| {
            draft.amount_ceiling = (!amount.is_zero()).then_some(amount);
        },
    );
    let role = Memo::new(move |_| draft.with(|draft| draft.role));
    let roles = Role::ALL.iter().copied();
    let roles: Vec<Role> = roles.filter(|role| !is_given_above(*role)).collect();
    let of_department = move || {
        is_of_department(role.get()).then(|| {
            view! {
                <ComboField label=words::DEPARTMENT required=true
                    bound=bind!(draft, department_id).text()
                    choices=lookups().department_choices()/>
            }
        })
    };
    let of_amount = move || {
        decides(role.get()).then(|| view! { <MoneyField label=words::CEILING bound=ceiling/> })
    };
    view! {
        <RadioField label=KIND bound=bind!(draft, kind).text()
            options=choices_of(ActingKind::ALL)/>
        <div class="row">
            <ComboField label=WHO required=true bound=bind!(draft, person_id).text()
                choices=Signal::stored(able)/>
            <SelectField label=words::ROLE required=true bound=bind!(draft, role).text()
                options=choices_of(&roles)/>
        </div>
        {of_department}
        <div class="row">
            <ComboField label=HOLDER bound=holder.text() choices=Signal::stored(all)/>
            <TextField label=POST_OF required=true bound=bind!(draft, post_th)/>
        </div>
        <div class="row">
            <TextField label=ORDER_NO required=true bound=bind!(draft, order_no).text()/>
            <DateField label=ORDERED_ON required=true bound=bind!(draft, ordered_on)/>
        </div>
        <div class="row">
            <DateField label=words::VALID_FROM required=true bound=bind!(draft, valid_from)/>
            <DateField label=words::VALID_UNTIL required=true bound=bind!(draft, valid_until)/>
        </div>
        {of_amount}
    }
    .into_any()
}

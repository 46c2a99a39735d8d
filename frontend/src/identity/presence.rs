//! Where one is logged in oneself, and the browsers one has used: each can be ended here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::identity::{OwnDevice, Presence};

use crate::api;
use crate::components::states::{Answer, shown};
use crate::components::table::moment;
use crate::components::toast::toasts;
use crate::text::{identity as words, t};

/// The card of the own session and browsers.
pub fn own_presence() -> AnyView {
    let answer: Answer<Presence> = LocalResource::new(api::identity::presence);
    let refetch = Callback::new(move |()| answer.refetch());
    view! {
        <section class="card">
            <h2>{t(words::PRESENCE)}</h2>
            <p class="quiet">{t(words::PRESENCE_LEAD)}</p>
            {shown(answer, move |presence| listed(presence, refetch))}
        </section>
    }
    .into_any()
}

fn listed(presence: Presence, refetch: Callback<()>) -> AnyView {
    let Presence { session, devices } = presence;
    let seen = move || {
        let (from, used) = (moment(session.created_at), moment(session.used_at));
        words::SESSION_SEEN.with(&[("from", &from), ("used", &used)])
    };
    let leave = move |_| {
        spawn_local(async move {
            // Whether or not the server heard it, this browser is done.
            let _ = api::identity::logout().await;
            let _ = window().location().set_href("/login?bye=1");
        });
    };
    let devices = (!devices.is_empty()).then(|| table(devices, refetch));
    view! {
        <p>
            <strong>{t(words::SESSION)}": "</strong>
            {seen}
            " "
            <button type="button" class="button small" on:click=leave>{t(words::LOGOUT)}</button>
        </p>
        {devices}
    }
    .into_any()
}

fn table(devices: Vec<OwnDevice>, refetch: Callback<()>) -> AnyView {
    let rows = devices.into_iter().map(|device| row(device, refetch));
    view! {
        <table class="rights" aria-label=t(words::DEVICES)>
            <thead>
                <tr>
                    <th scope="col">{t(words::LAST_SEEN)}</th>
                    <th scope="col">{t(words::FIRST_USED)}</th>
                    <th scope="col"><span class="sr">{t(words::FORGET_DEVICE)}</span></th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(device: OwnDevice, refetch: Callback<()>) -> AnyView {
    let toasts = toasts();
    let forget = move |_| {
        spawn_local(async move {
            match api::identity::forget_device(device.id).await {
                Ok(()) => {
                    toasts.say(words::DEVICE_FORGOTTEN.now());
                    refetch.run(());
                }
                Err(failure) => toasts.refuse(failure.sentence()),
            }
        });
    };
    let this = device.is_this.then(|| {
        view! { " "<span class="badge good">{t(words::THIS_DEVICE)}</span> }
    });
    view! {
        <tr>
            <td>{move || moment(device.last_used_at)}{this}</td>
            <td>{move || moment(device.first_used_at)}</td>
            <td>
                <button type="button" class="button small" on:click=forget>
                    {t(words::FORGET_DEVICE)}
                </button>
            </td>
        </tr>
    }
    .into_any()
}

//! Whether a history is one that the route of its kind allows, and the document what it comes to.

use super::law::may_leave_out;
use serde::{Deserialize, Serialize};
use shared::document::{Action, Kind, Status, Step, may};
use std::str::FromStr;

/// What a document says of itself, and its history, as the tables have them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Told {
    pub kind: String,
    pub route: Option<String>,
    pub status: String,
    pub steps_taken: i64,
    pub next_step: Option<String>,
    pub has_effect: bool,
    /// Its body says that steps are left out ([`super::law::LEFT_OUT`]).
    pub leaves_out: bool,
    /// The numbers of its events follow each other from 1.
    pub is_whole: bool,
    /// Step, action and status of each event: `submit/submit/submitted approve/approve/posted`.
    pub history: String,
    /// The series it has numbers of, in the order of their names: `receipt remittance_slip`.
    pub numbers: String,
}

/// What is wrong: the column of `documents` that it shows in, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub column: &'static str,
    pub detail: String,
}

fn fault(column: &'static str, detail: String) -> Fault {
    Fault { column, detail }
}

/// Where the history has come to.
struct Walk {
    kind: Kind,
    steps: &'static [Step],
    ahead: &'static [Step],
    status: Status,
    has_effect: bool,
    is_settled: bool,
    numbers: Vec<&'static str>,
}

/// The first thing that is wrong with a document, if anything is.
pub fn judge(told: &Told) -> Option<Fault> {
    let Ok(kind) = told.kind.parse::<Kind>() else {
        return Some(fault("kind", "no kind of the program".to_owned()));
    };
    if !told.is_whole {
        return Some(fault("status", "its history has a gap".to_owned()));
    }
    let steps = kind.spec().steps(told.route.as_deref());
    let mut walk = Walk {
        kind,
        steps,
        ahead: steps,
        status: Status::Draft,
        has_effect: false,
        is_settled: false,
        numbers: Vec::new(),
    };
    let events: Vec<&str> = told.history.split_whitespace().collect();
    let is_return = |event: &&str| event.split('/').nth(1) == Some(Action::Return.as_str());
    let last_round = events.iter().rposition(is_return).map_or(0, |at| at + 1);
    for (at, event) in events.iter().enumerate() {
        // What a body said before it was sent back, nobody knows any more.
        let leaves_out = (at >= last_round).then_some(told.leaves_out);
        if let Err(why) = walk.follow(event, leaves_out) {
            let detail = format!("event {}: {why}", at + 1);
            return Some(fault("status", detail));
        }
    }
    walk.compare(told)
}

impl Walk {
    /// Goes one event on; what is wrong with it.
    fn follow(&mut self, event: &str, leaves_out: Option<bool>) -> Result<(), String> {
        let parts: Vec<&str> = event.split('/').collect();
        let [step, action, now] = parts.as_slice() else {
            return Err(format!("{event} is no event"));
        };
        let now: Status = code(now)?;
        if step.is_empty() && action.is_empty() {
            let edited = self.status == Status::Draft && now == Status::Draft;
            let wrong = || format!("{now} without an action");
            return edited.then_some(()).ok_or_else(wrong);
        }
        let action: Action = code(action)?;
        match step.is_empty() {
            false => self.take(step, action, now, leaves_out)?,
            true => self.leave(action)?,
        }
        if !may(self.status, action, now) {
            return Err(format!("{action} leads from {} to no {now}", self.status));
        }
        self.status = now;
        Ok(())
    }

    fn take(
        &mut self,
        name: &str,
        action: Action,
        now: Status,
        leaves_out: Option<bool>,
    ) -> Result<(), String> {
        if leaves_out.is_none() {
            let known = |step: &Step| step.name.as_str() == name;
            while let Some((first, rest)) = self.ahead.split_first()
                && !known(first)
                && may_leave_out(self.kind, first.name)
            {
                self.ahead = rest;
            }
        }
        let due = self.ahead.split_first();
        let (step, rest) = due.ok_or_else(|| format!("{name} after the end of its route"))?;
        if step.name.as_str() != name {
            return Err(format!("{name} where {} is due", step.name));
        }
        if step.action != action || step.to != now {
            let (of, to) = (step.action, step.to);
            return Err(format!("{name} is {action} to {now}, not {of} to {to}"));
        }
        self.ahead = rest;
        if leaves_out == Some(true) {
            let left = rest
                .iter()
                .take_while(|of| may_leave_out(self.kind, of.name));
            self.ahead = rest.get(left.count()..).unwrap_or_default();
        }
        self.has_effect |= step.takes_effect;
        for series in step.numbers {
            if !self.numbers.contains(&series.as_str()) {
                self.numbers.push(series.as_str());
            }
        }
        Ok(())
    }

    /// What happens without a step of the route.
    fn leave(&mut self, action: Action) -> Result<(), String> {
        let is_at_end = self.ahead.is_empty();
        let allowed = match action {
            Action::Return | Action::Refuse => !is_at_end,
            Action::Cancel => true,
            Action::Settle => is_at_end,
            Action::Reopen => self.is_settled,
            Action::Submit | Action::Examine | Action::Approve | Action::Post => false,
        };
        if !allowed {
            return Err(format!(
                "{action} without a step, {} ahead",
                self.ahead.len()
            ));
        }
        self.is_settled = action == Action::Settle;
        match action {
            Action::Return => (self.ahead, self.has_effect) = (self.steps, false),
            Action::Refuse => self.has_effect = false,
            _ => (),
        }
        Ok(())
    }

    /// What the document says otherwise than its history.
    fn compare(&self, told: &Told) -> Option<Fault> {
        let differs = |column, says: &str, is: &str| {
            (says != is).then(|| fault(column, format!("{says}, its history says {is}")))
        };
        let next = |step: Option<&Step>| step.map_or("no step", |step| step.name.as_str());
        let is_void = self.status == Status::Cancelled;
        let says_next = told.next_step.as_deref().unwrap_or("no step");
        let taken = self.steps.len() - self.ahead.len();
        let mut numbers = self.numbers.clone();
        numbers.sort_unstable();
        differs("status", &told.status, self.status.as_str())
            // What is void waits for nobody, whatever stands there.
            .or_else(|| match is_void && told.next_step.is_none() {
                true => None,
                false => differs("next_step", says_next, next(self.ahead.first())),
            })
            .or_else(|| {
                differs(
                    "steps_taken",
                    &told.steps_taken.to_string(),
                    &taken.to_string(),
                )
            })
            // Voided by a cancellation it has had its effect; on its way it has lost it.
            .or_else(|| match is_void && !told.has_effect {
                true => None,
                false => differs(
                    "has_effect",
                    &told.has_effect.to_string(),
                    &self.has_effect.to_string(),
                ),
            })
            .or_else(|| {
                let gives = format!("has [{}]", numbers.join(" "));
                differs("numbers", &format!("has [{}]", told.numbers), &gives)
            })
    }
}

/// The code that a text is.
fn code<T: FromStr>(text: &str) -> Result<T, String> {
    let none = |_| format!("{text} is no code of the program");
    text.parse().map_err(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: &str, history: &[&str]) -> Told {
        Told {
            kind: kind.to_owned(),
            route: None,
            status: "posted".to_owned(),
            steps_taken: 2,
            next_step: None,
            has_effect: true,
            leaves_out: false,
            is_whole: true,
            history: history.join(" "),
            numbers: String::new(),
        }
    }

    const OPENING: [&str; 3] = [
        "//draft",
        "submit/submit/submitted",
        "approve/approve/posted",
    ];

    #[test]
    fn what_its_route_allows_is_right() {
        assert_eq!(judge(&told("opening", &OPENING)), None);
        let twice = [
            OPENING[0],
            OPENING[1],
            "/return/draft",
            OPENING[0],
            OPENING[1],
            OPENING[2],
        ];
        assert_eq!(judge(&told("opening", &twice)), None);
        let mut void = told("opening", &[&OPENING[..], &["/cancel/cancelled"]].concat());
        void.status = "cancelled".to_owned();
        assert_eq!(judge(&void), None);
    }

    #[test]
    fn a_payment_by_cheque_leaves_out_what_the_report_decides() {
        let history = ["//draft", "submit/submit/submitted", "confirm/post/posted"];
        let mut payment = told("payment", &history);
        payment.steps_taken = 5;
        assert_eq!(column(&payment), Some("status"));
        payment.leaves_out = true;
        assert_eq!(judge(&payment), None);
    }

    fn column(told: &Told) -> Option<&'static str> {
        judge(told).map(|fault| fault.column)
    }

    #[test]
    fn what_differs_from_its_history_is_named() {
        let right = told("opening", &OPENING);
        let changed = |change: fn(&mut Told)| {
            let mut told = right.clone();
            change(&mut told);
            column(&told)
        };
        assert_eq!(changed(|of| of.status = "approved".into()), Some("status"));
        assert_eq!(
            changed(|of| of.next_step = Some("approve".into())),
            Some("next_step")
        );
        assert_eq!(changed(|of| of.steps_taken = 1), Some("steps_taken"));
        assert_eq!(changed(|of| of.has_effect = false), Some("has_effect"));
        assert_eq!(changed(|of| of.numbers = "receipt".into()), Some("numbers"));
        assert_eq!(changed(|of| of.is_whole = false), Some("status"));
        assert_eq!(changed(|of| of.kind = "loan".into()), Some("kind"));
    }

    #[test]
    fn a_step_that_was_not_due_is_named() {
        let wrong = |history: &[&str]| judge(&told("opening", history));
        let skipped = wrong(&[OPENING[0], OPENING[2]]).expect("skipped");
        assert_eq!(skipped.detail, "event 2: approve where submit is due");
        assert!(wrong(&[OPENING[0], OPENING[1], OPENING[2], OPENING[2]]).is_some());
        assert!(wrong(&[OPENING[0], OPENING[1], "/approve/posted"]).is_some());
        assert!(wrong(&[OPENING[0], OPENING[1], "approve/approve/approved"]).is_some());
        assert!(wrong(&[OPENING[0], OPENING[1], OPENING[2], "/reopen/approved"]).is_some());
        assert!(wrong(&[OPENING[0], OPENING[1], "//submitted", OPENING[2]]).is_some());
    }
}

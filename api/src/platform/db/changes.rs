//! Who may have other work than before: told after each commit, to every server, in a word that says no
//! more than which roles of which organisation should look again.
//!
//! Servers tell each other by `NOTIFY`, of which one connection of each server hears. It is never part of
//! the write itself: a commit that notifies holds a lock of the whole database. What is told within a
//! quarter of a second goes together.

use super::{establish, sql};
use crate::platform::error::Error;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::StreamExt;
use shared::permission::Role;
use shared::{EntityId, PersonId};
use std::collections::{HashMap, VecDeque};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

const CHANNEL: &str = "laas_changes";
/// What is told within this goes together.
const TOGETHER: Duration = Duration::from_millis(250);
/// How often a connection on which nothing is heard is asked whether it lives.
const ALIVE: Duration = Duration::from_secs(10);
/// How long after a lost connection another one is made.
const AGAIN: Duration = Duration::from_secs(2);
/// Words of one notification: PostgreSQL takes less than 8,000 bytes.
const WORDS: usize = 100;
/// Questions that wait at once, of one server.
const MOST: usize = 20_000;
/// And of one person: every window that is looked at holds one.
const MOST_OF_ONE: usize = 8;

/// Roles of organisations that are remembered at most: of each there are some twenty.
const MOST_CONCERNS: usize = 500_000;

/// A role in an organisation.
pub type Concern = (EntityId, Role);

/// What has changed, as far as this server has heard.
#[derive(Clone)]
pub struct Changes(Arc<Inner>);

struct Inner {
    url: String,
    /// Of this server, for marks of others mean nothing here.
    own: Uuid,
    heard: Mutex<Heard>,
    bell: watch::Sender<u64>,
    untold: Mutex<Vec<Concern>>,
    wake: Notify,
    has_begun: AtomicBool,
    waiting: Mutex<Crowd>,
}

#[derive(Default)]
struct Heard {
    count: u64,
    /// When something was heard last of each.
    last: HashMap<Concern, u64>,
    /// When nobody knows what was missed.
    lost: u64,
}

/// Whoever waits: the questions of each person, the oldest first, each with what ends it early.
type Crowd = HashMap<PersonId, VecDeque<Arc<Notify>>>;

/// A place among the questions that wait.
struct Place<'a> {
    all: &'a Mutex<Crowd>,
    person: PersonId,
    /// Told when a newer question of the person takes the place.
    lost: Arc<Notify>,
}

impl Place<'_> {
    /// None where too many wait already. Of one person the newest questions wait: a browser that was
    /// closed asks nothing more, and nobody sees that it is gone.
    fn of(all: &Mutex<Crowd>, person: PersonId) -> Option<Place<'_>> {
        let mut waiting = locked(all);
        if waiting.values().map(VecDeque::len).sum::<usize>() >= MOST {
            return None;
        }
        let own = waiting.entry(person).or_default();
        if own.len() >= MOST_OF_ONE
            && let Some(oldest) = own.pop_front()
        {
            oldest.notify_one();
        }
        let lost = Arc::new(Notify::new());
        own.push_back(lost.clone());
        Some(Place { all, person, lost })
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiting = locked(self.all);
        if let Some(own) = waiting.get_mut(&self.person) {
            own.retain(|lost| !Arc::ptr_eq(lost, &self.lost));
            if own.is_empty() {
                waiting.remove(&self.person);
            }
        }
    }
}

/// No word is lost to a panic elsewhere: what was left is still in order.
fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Changes {
    /// Of the database at this address; nothing is connected before it is needed.
    pub fn of(url: &str) -> Changes {
        Changes(Arc::new(Inner {
            url: url.to_owned(),
            own: Uuid::new_v4(),
            heard: Mutex::default(),
            bell: watch::Sender::new(0),
            untold: Mutex::default(),
            wake: Notify::new(),
            has_begun: AtomicBool::new(false),
            waiting: Mutex::default(),
        }))
    }

    /// Tells all servers that these should look again.
    pub fn tell(&self, concerned: Vec<Concern>) {
        if concerned.is_empty() {
            return;
        }
        locked(&self.0.untold).extend(concerned);
        self.0.wake.notify_one();
        self.begin();
    }

    /// Where one stands: what is heard from now on comes after it.
    pub fn mark(&self) -> String {
        self.begin();
        format!("{}-{}", self.0.own, locked(&self.0.heard).count)
    }

    /// Waits until something is heard that concerns one of these and comes after the mark; a mark of
    /// another server knows nothing. False where too many questions wait already, or newer ones of the
    /// person took the place.
    pub async fn wait(&self, mark: &str, person: PersonId, concerns: &[Concern]) -> bool {
        self.begin();
        let Some(place) = Place::of(&self.0.waiting, person) else {
            return false;
        };
        let mut bell = self.0.bell.subscribe();
        let heard =
            async { while !self.has_changed(mark, concerns) && bell.changed().await.is_ok() {} };
        tokio::select! {
            () = heard => true,
            () = place.lost.notified() => false,
        }
    }

    /// Was something heard that concerns one of these and comes after the mark?
    pub fn has_changed(&self, mark: &str, concerns: &[Concern]) -> bool {
        let own = self.0.own.to_string();
        let seen = mark
            .strip_prefix(&own)
            .and_then(|rest| rest.strip_prefix('-'));
        let Some(seen) = seen.and_then(|count| count.parse::<u64>().ok()) else {
            return true;
        };
        let heard = locked(&self.0.heard);
        let mut last = concerns.iter().filter_map(|of| heard.last.get(of));
        heard.lost > seen || last.any(|at| *at > seen)
    }

    fn hear(&self, concerned: &[Concern]) {
        let mut heard = locked(&self.0.heard);
        heard.count += 1;
        let count = heard.count;
        heard.last.extend(concerned.iter().map(|of| (*of, count)));
        // More than there are can only be made up.
        let is_flood = heard.last.len() > MOST_CONCERNS;
        if is_flood {
            heard.last = HashMap::new();
        }
        if concerned.is_empty() || is_flood {
            heard.lost = count;
        }
        drop(heard);
        self.0.bell.send_replace(count);
    }

    /// Begins to hear and to tell, once.
    fn begin(&self) {
        if self.0.has_begun.swap(true, Ordering::Relaxed) {
            return;
        }
        let changes = self.clone();
        let carry = async move {
            loop {
                if let Err(error) = changes.carry().await {
                    tracing::warn!(%error, "changes are not heard");
                }
                // What was told meanwhile is not known.
                changes.hear(&[]);
                tokio::time::sleep(AGAIN).await;
            }
        };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(carry)),
            Err(_) => self.0.has_begun.store(false, Ordering::Relaxed),
        }
    }

    /// Hears and tells until the connection is lost.
    async fn carry(&self) -> Result<(), Error> {
        let conn = establish(&self.0.url).await;
        let mut conn = conn.map_err(Error::unavailable)?;
        conn.batch_execute("SET application_name = 'laas changes'")
            .await?;
        conn.batch_execute(&format!("LISTEN {CHANNEL}")).await?;
        self.hear(&[]);
        loop {
            let heard = {
                let mut stream = pin!(conn.notifications_stream());
                tokio::select! {
                    heard = stream.next() => Some(heard),
                    () = self.0.wake.notified() => None,
                    () = tokio::time::sleep(ALIVE) => None,
                }
            };
            match heard {
                Some(Some(heard)) => self.hear(&read(&heard?.payload)),
                Some(None) => return Ok(()),
                None => self.tell_others(&mut conn).await?,
            }
        }
    }

    /// Tells what there is to be told; asks whether the connection lives where there is nothing.
    async fn tell_others(&self, conn: &mut AsyncPgConnection) -> Result<(), Error> {
        tokio::time::sleep(TOGETHER).await;
        let mut concerned = std::mem::take(&mut *locked(&self.0.untold));
        concerned.sort_unstable();
        concerned.dedup();
        if concerned.is_empty() {
            return Ok(conn.batch_execute("SELECT 1").await?);
        }
        let told = notify(conn, &concerned).await;
        if told.is_err() {
            locked(&self.0.untold).extend(concerned);
        }
        told
    }
}

async fn notify(conn: &mut AsyncPgConnection, concerned: &[Concern]) -> Result<(), Error> {
    for words in concerned.chunks(WORDS) {
        let told = sql("SELECT pg_notify($1, $2)")
            .bind::<Text, _>(CHANNEL)
            .bind::<Text, _>(written(words));
        told.execute(conn).await?;
    }
    Ok(())
}

fn written(concerned: &[Concern]) -> String {
    let words = concerned
        .iter()
        .map(|(entity, role)| format!("{entity}:{role}"));
    words.collect::<Vec<_>>().join(" ")
}

/// What was written; what cannot be read is of another release, and tells that something changed.
fn read(words: &str) -> Vec<Concern> {
    let word = |word: &str| {
        let (entity, role) = word.split_once(':')?;
        Some((entity.parse().ok()?, role.parse().ok()?))
    };
    let all: Option<Vec<Concern>> = words.split(' ').map(word).collect();
    all.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concern(role: Role) -> Concern {
        (EntityId(Uuid::from_u128(7)), role)
    }

    #[test]
    fn words_are_read_as_they_were_written() {
        let all: Vec<Concern> = Role::ALL.iter().map(|role| concern(*role)).collect();
        assert_eq!(read(&written(&all)), all);
        assert!(written(&vec![all[0]; WORDS]).len() < 8000);
        assert_eq!(read("of another release"), []);
    }

    #[tokio::test]
    async fn a_person_holds_few_places_and_leaves_them() {
        let all = Mutex::default();
        let (one, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let beside = Place::of(&all, other);
        let mut held: Vec<_> = (0..=MOST_OF_ONE).map(|_| Place::of(&all, one)).collect();
        assert!(held.iter().chain([&beside]).all(Option::is_some));
        let count = |person| locked(&all).get(person).map_or(0, VecDeque::len);
        assert_eq!([count(&one), count(&other)], [MOST_OF_ONE, 1]);
        let oldest = held.remove(0).expect("a place");
        let soon = Duration::from_millis(100);
        let is_lost = async |place: &Place<'_>| {
            let told = tokio::time::timeout(soon, place.lost.notified()).await;
            told.is_ok()
        };
        assert!(is_lost(&oldest).await, "the oldest makes room");
        assert!(!is_lost(held[0].as_ref().expect("a place")).await);
        drop((oldest, held, beside));
        assert!(locked(&all).is_empty(), "what is left is forgotten");
    }

    #[test]
    fn whoever_is_concerned_has_something_to_look_at_once() {
        let changes = Changes::of("");
        let (head, clerk) = (concern(Role::FinanceHead), concern(Role::DepartmentClerk));
        let before = format!("{}-0", changes.0.own);
        assert!(!changes.has_changed(&before, &[head]));
        changes.hear(&[head]);
        let after = format!("{}-1", changes.0.own);
        assert!(changes.has_changed(&before, &[clerk, head]));
        assert!(!changes.has_changed(&before, &[clerk]));
        assert!(!changes.has_changed(&after, &[head]));
        // Whatever was missed, and where another server counted, everybody looks.
        changes.hear(&[]);
        assert!(changes.has_changed(&after, &[clerk]));
        assert!(changes.has_changed("other-9", &[clerk]));
    }
}

//! What a question means, and asking every source for it.

use super::{MOST, store};
use crate::documents::lists::{self, ListFilter, Reach};
use crate::documents::papers::document_by;
use crate::documents::rights;
use crate::documents::store::headers;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::problem::FieldCode;
use shared::reporting::read_code;
use shared::search::{Found, FoundBy, FoundDocument};
use shared::text::normal;
use shared::{DocumentId, EntityId, FiscalYear, Money, money};

/// More letters than a question has.
const LONGEST: usize = 200;

/// What is looked for.
struct Question {
    /// As it is compared.
    words: String,
    /// The amount in it.
    worth: Option<Money>,
    /// The words beside the amount.
    beside: String,
}

impl Question {
    fn read(typed: &str) -> Result<Question, Error> {
        let words = normal(typed);
        match words.chars().count() {
            0 => return Err(Error::field("q", FieldCode::Required)),
            length if length > LONGEST => return Err(Error::field("q", FieldCode::TooLong)),
            _ => {}
        }
        let is_amount = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let amount = |word: &str| Some(word).filter(is_amount).and_then(money::parse_typed);
        let mut parts: Vec<&str> = words.split(' ').collect();
        let place = parts.iter().position(|word| amount(word).is_some());
        let worth = place.and_then(|place| amount(parts.remove(place)));
        let beside = worth.map_or(String::new(), |_| parts.join(" "));
        Ok(Question {
            words,
            worth,
            beside,
        })
    }
}

impl Question {
    /// A number said without its year, `rcpt-1`: that of this year or the last is meant.
    fn without_year(&self) -> Option<&str> {
        let is_series = self.words.starts_with(|c: char| c.is_alphabetic());
        let is_short = self.words.ends_with(|c: char| c.is_ascii_digit());
        let figures = self.words.trim_start_matches(|c: char| !c.is_ascii_digit());
        let is_one = figures.chars().all(|c| c.is_ascii_digit());
        let is_letters = |c: char| c.is_alphabetic() || " .-_".contains(c);
        let before = &self.words[..self.words.len() - figures.len()];
        let is_number = is_series && is_short && is_one && before.chars().all(is_letters);
        is_number.then_some(self.words.as_str())
    }
}

/// The documents that one question finds, of those that the person may read.
pub async fn search(tx: &mut Tx<'_>, ctx: &Ctx, typed: &str) -> Result<Found, Error> {
    let question = Question::read(typed)?;
    if let Some(found) = by_code(tx, ctx, typed).await? {
        return Ok(found);
    }
    let filter = ListFilter {
        readable: rights::readable(ctx),
        text: Some(question.words.clone()),
        ..ListFilter::default()
    };
    let reach = Reach {
        page: 1,
        per_page: MOST,
    };
    let mut met = exact(tx, &filter, &question).await?;
    let listed = lists::list(tx, &filter, reach).await?;
    let more = listed.more || listed.total > i64::from(MOST);
    for row in &listed.rows {
        if met.iter().all(|(id, ..)| *id != row.id) {
            met.push((row.id, FoundBy::Words, None));
        }
    }
    let ids: Vec<DocumentId> = met.iter().map(|(id, ..)| *id).collect();
    let rows = headers(tx, &ids).await?.into_iter().zip(met);
    let documents = rows.map(|(row, (_, by, said))| FoundDocument {
        by,
        said,
        header: row.seen_by(ctx),
    });
    Ok(Found {
        documents: documents.collect(),
        more,
        parties: Vec::new(),
    })
}

/// The document whose paper has this code, if one has and the person may read it: nothing else is meant.
async fn by_code(tx: &mut Tx<'_>, ctx: &Ctx, typed: &str) -> Result<Option<Found>, Error> {
    let Some((seq, digits)) = read_code(typed).filter(|_| is_of(ctx.entity, typed)) else {
        return Ok(None);
    };
    let any = ListFilter {
        readable: rights::readable(ctx),
        ..ListFilter::default()
    };
    let Some(id) = document_by(tx, seq, &digits).await? else {
        return Ok(None);
    };
    let seen = lists::among(tx, &any, vec![id]).await?;
    let rows = headers(tx, &seen).await?;
    let document = rows.into_iter().next().map(|row| FoundDocument {
        by: FoundBy::Code,
        said: None,
        header: row.seen_by(ctx),
    });
    Ok(document.map(|document| Found {
        documents: vec![document],
        ..Found::default()
    }))
}

/// Does a code, or the address it leads to, name no other organisation?
fn is_of(entity: EntityId, typed: &str) -> bool {
    let mut named = typed
        .split('/')
        .filter_map(|part| part.parse::<EntityId>().ok());
    named.all(|named| named == entity)
}

/// The documents with exactly this on them that the person may read, each once, by the surest.
async fn exact(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    question: &Question,
) -> Result<Vec<(DocumentId, FoundBy, Option<String>)>, Error> {
    let kinds: Vec<String> = filter
        .readable
        .iter()
        .map(|of| of.kind.to_string())
        .collect();
    let (words, beside) = (&question.words, &question.beside);
    let mut found = store::exact(tx, kinds.clone(), words, question.worth, beside).await?;
    if let Some(number) = question.without_year() {
        let year = FiscalYear::of(tx.today).0;
        for year in [year, year - 1] {
            let whole = format!("{number}/{year}");
            found.extend(store::exact(tx, kinds.clone(), &whole, None, "").await?);
        }
    }
    found.sort_by_key(|found| FoundBy::ALL.iter().position(|by| *by == found.by));
    let any = ListFilter {
        text: None,
        ..filter.clone()
    };
    let ids = found.iter().map(|found| found.id).collect();
    let seen = lists::among(tx, &any, ids).await?;
    let mut met: Vec<(DocumentId, FoundBy, Option<String>)> = Vec::new();
    for found in found {
        let is_new = met.iter().all(|(id, ..)| *id != found.id);
        if is_new && seen.contains(&found.id) {
            let said = found.said.filter(|_| found.by != FoundBy::Number);
            met.push((found.id, found.by, said));
        }
    }
    Ok(met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_paper_names_its_organisation_or_none() {
        let of = |n: u128| EntityId(uuid::Uuid::from_u128(n));
        let code = "57-AB12-CD34-EF56-0718";
        let address = format!("https://x/paper/{}/{code}", of(1));
        assert!(is_of(of(1), code) && is_of(of(1), &address));
        assert!(!is_of(of(2), &address));
    }

    #[test]
    fn a_number_may_be_said_without_its_year() {
        let asked = |typed: &str| {
            Question::read(typed)
                .expect("a question")
                .without_year()
                .map(str::to_owned)
        };
        for typed in ["RCPT-1", "rcpt 00001", "ย.1", "PV1"] {
            assert!(asked(typed).is_some(), "{typed}");
        }
        for typed in ["1", "RCPT-1/69", "69-01-00002", "ค่าไฟ", "ถนน 5 หมู่ 3"]
        {
            assert_eq!(asked(typed), None, "{typed}");
        }
    }

    #[test]
    fn an_amount_is_told_from_words_beside_it() {
        for (typed, worth, beside) in [
            ("4,500", Some(450_000), ""),
            ("ค่าไฟ ๔๕๐๐.๕๐", Some(450_050), "ค่าไฟ"),
            ("ค่าไฟ", None, ""),
            ("123/68", None, ""),
            ("PV-00001/70", None, ""),
            ("RCPT 1/70", None, ""),
        ] {
            let question = Question::read(typed).expect("a question");
            let worth = worth.map(Money::from_satang);
            assert_eq!(
                (question.worth, question.beside.as_str()),
                (worth, beside),
                "{typed}"
            );
        }
        assert!(Question::read(" \u{200B}").is_err());
        assert!(Question::read(&"ก".repeat(201)).is_err());
    }
}

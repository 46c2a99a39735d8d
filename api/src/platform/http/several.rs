//! Several values in one query parameter.

use serde::de::{DeserializeOwned, Error, IntoDeserializer};
use serde::{Deserialize, Deserializer};

/// Reads values that stand with commas between them, as `account=1101010101,1101010901`; a value
/// that cannot be read alone is refused as the whole parameter.
pub fn several<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let text = String::deserialize(deserializer)?;
    let one = |item: &str| {
        let item: serde::de::value::StrDeserializer<'_, D::Error> = item.into_deserializer();
        T::deserialize(item)
    };
    match text.split(',').any(str::is_empty) {
        true => Err(D::Error::custom("an empty value")),
        false => text.split(',').map(one).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::value::{Error, StrDeserializer};
    use shared::ledger::Movement;

    fn read<T: DeserializeOwned>(text: &str) -> Option<Vec<T>> {
        let text: StrDeserializer<'_, Error> = text.into_deserializer();
        several(text).ok()
    }

    #[test]
    fn values_stand_with_commas_between_them() {
        let both = vec![Movement::Received, Movement::Paid];
        assert_eq!(read("received,paid"), Some(both));
        assert_eq!(read("R:*"), Some(vec!["R:*".to_owned()]));
        for wrong in ["", "received,", ",paid", "received,,paid", "received paid"] {
            assert_eq!(read::<Movement>(wrong), None, "{wrong}");
        }
    }
}

//! What `vectors.json` of a bundle says is what the server, the database and the program of others
//! make of it.

use crate::support::{Sql, fresh_database, root};
use api::platform::record::{self, RecordRow};
use api::reporting::{
    Entry, SealedHead, chain_of_keys, includes, key_id, merkle_root, sealed_text, verifies,
};
use serde::Deserialize;
use shared::EntityId;
use shared::reporting::{InclusionProof, SignedKey};
use std::process::Command;

#[derive(Deserialize)]
struct Vectors {
    records: Vec<Record>,
    images: Vec<Image>,
    trees: Vec<Tree>,
    signatures: Vec<Signature>,
    entries: Vec<Signed>,
    seal: Keys,
    proofs: Vec<Proof>,
    bundles: Vec<Bundle>,
}

#[derive(Deserialize)]
struct Record {
    record: RecordRow,
    genesis: String,
    text: String,
}

#[derive(Deserialize)]
struct Image {
    json: String,
    image: String,
}

#[derive(Deserialize)]
struct Tree {
    heads: Vec<SealedHead>,
    root: String,
}

#[derive(Deserialize)]
struct Signature {
    public_key: String,
    key: String,
    message: String,
    signature: String,
    is_right: bool,
}

#[derive(Deserialize)]
struct Signed {
    entry: Entry,
    text: String,
    hash: String,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<SignedKey>,
    ids: Vec<String>,
}

#[derive(Deserialize)]
struct Proof {
    proof: InclusionProof,
    is_right: bool,
}

#[derive(Deserialize)]
struct Bundle {
    entity_id: EntityId,
    manifest: String,
    key: String,
    text: String,
}

#[tokio::test]
async fn everybody_makes_the_same_of_the_vectors() {
    let folder = root().join("api/src/reporting/bundle");
    let path = folder.join("vectors.json");
    let text = std::fs::read_to_string(&path).expect("vectors");
    let all: Vectors = serde_json::from_str(&text).expect("vectors");
    assert_eq!(all.records.len(), 2, "both forms");
    for of in &all.records {
        assert_eq!(record::text(&of.record), of.text);
        assert_eq!(record::hash(&of.record), of.record.hash);
        let genesis = record::genesis(EntityId(of.record.entity_id));
        assert_eq!(record::hex(&genesis), of.genesis);
    }
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    for of in &all.images {
        let quoted = of.json.replace('\'', "''");
        let printed = format!("SELECT '{quoted}'::jsonb::text AS value");
        let image: String = sql.value(&printed, &[]).await;
        assert_eq!(image, of.image);
    }
    for of in &all.trees {
        assert_eq!(merkle_root(&of.heads), of.root);
    }
    for of in &all.signatures {
        let is_right = verifies(&of.public_key, &of.message, &of.signature);
        assert_eq!(
            (is_right, key_id(&of.public_key)),
            (of.is_right, of.key.clone())
        );
    }
    for of in &all.entries {
        assert_eq!(
            (of.entry.text(), of.entry.hash()),
            (of.text.clone(), of.hash.clone())
        );
    }
    let known: Vec<String> = chain_of_keys(&all.seal.keys).into_keys().collect();
    let mut ids = all.seal.ids.clone();
    ids.sort();
    assert_eq!(
        (known, all.seal.keys.len()),
        (ids, 3),
        "a stranger is none of them"
    );
    for of in &all.proofs {
        assert_eq!(includes(&of.proof), of.is_right, "{:?}", of.proof);
    }
    for of in &all.bundles {
        assert_eq!(sealed_text(of.entity_id, &of.manifest, &of.key), of.text);
    }

    let tried = |text: &str| {
        let path = std::env::temp_dir().join(format!("vectors-{}", uuid::Uuid::new_v4()));
        std::fs::write(&path, text).expect("a file");
        let mut python = Command::new("python3");
        let done = python
            .arg(folder.join("verify.py"))
            .arg("--vectors")
            .arg(&path);
        done.output().expect("python3 runs").status.code()
    };
    assert_eq!(tried(&text), Some(0));
    let other = text.replacen("\"is_right\": false", "\"is_right\": true", 1);
    assert_eq!(tried(&other), Some(1), "it looks");
}

//! Founds the demonstration LAO, and a second one that only the finance head shares.

use super::cast::{CAST, PASSWORD, Player};
use super::play::{Stage, person};
use super::store;
use super::story::{Set, tell};
use crate::identity::{NewPerson, assign_role, create_person, end_session, open_session};
use crate::organisation::{entity, new_entity, put_catalogue};
use crate::platform::access::{Authorized, Ctx, Held};
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use serde_json::json;
use shared::identity::RoleHeld;
use shared::organisation::{
    BankAccount, Department, Entity, EntityType, Party, PartyKind, TaxpayerKind,
};
use shared::{
    BankAccountId, DepartmentId, EntityId, FiscalYear, NATION, PartyId, PersonId, ProblemCode,
};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use uuid::Uuid;

/// Ids of the two entities: fixed, so that seeding twice seeds once.
const DEMO: EntityId = EntityId(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001));
const SECOND: EntityId = EntityId(Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0002));

/// Enters the demonstration where it is not there yet; returns the table of its users, and
/// writes the citizens for the identity provider into the state folder.
pub async fn seed(state: &State) -> Result<String, Error> {
    if !state.config.is_development {
        return Err(Error::setting(
            "LAAS_DEVELOPMENT",
            "is not 1: demonstration data does not belong among real books",
        ));
    }
    write_citizens(state)?;
    let now = state.clock.now();
    let auth = Authorized::system(DEMO, "demonstration", now, bangkok_day(now));
    let known = state
        .db
        .read(auth, async |tx: &mut Tx<'_>| entity(tx, DEMO).await)
        .await;
    match known {
        Ok(_) => {}
        Err(Error::Problem(ProblemCode::NOT_FOUND)) => found(state).await?,
        Err(error) => return Err(error),
    }
    Ok(users())
}

/// Refuses to serve real books beside made-up ones, of which anybody can read the passwords in the
/// sources, unless it is for development.
pub async fn refuse(state: &State) -> Result<(), Error> {
    if state.config.is_development {
        return Ok(());
    }
    let now = state.clock.now();
    let auth = Authorized::system(NATION, "start", now, bangkok_day(now));
    let made_up = async |tx: &mut Tx<'_>| store::made_up(tx, [DEMO, SECOND]).await;
    let names = state.db.read(auth, made_up).await?;
    if names.is_empty() {
        return Ok(());
    }
    Err(Error::setting(
        "LAAS_DATABASE_URL",
        &format!(
            "names a database with demonstration data ({}): give an office a database of its own, \
             or set LAAS_DEVELOPMENT=1 where nothing in it is real",
            names.join(", ")
        ),
    ))
}

async fn found(state: &State) -> Result<(), Error> {
    let today = bangkok_day(state.clock.now());
    let lao = |id, name: &str| Entity {
        id,
        entity_type: EntityType::Sao,
        name_th: name.to_owned(),
        district: "ทุ่งสมมติ".to_owned(),
        province: "ตัวอย่าง".to_owned(),
        is_practice: false,
        today,
        fiscal_year: FiscalYear::of(today),
        amount_words: Default::default(),
    };
    let demo = lao(DEMO, "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง (สมมติ)");
    let second = lao(SECOND, "องค์การบริหารส่วนตำบลหนองตัวอย่าง (สมมติ)");
    let people = people(state, &demo).await?;
    let set = set();
    furnish(
        state,
        &second,
        &people,
        &Set {
            parties: Vec::new(),
            banks: Vec::new(),
            ..self::set()
        },
        true,
    )
    .await?;
    furnish(state, &demo, &people, &set, false).await?;
    // What they approve asks for a proof of who they are, which stands with a session.
    present(state, &demo, &people, true).await?;
    let contexts: Result<Vec<Ctx>, Error> = CAST
        .iter()
        .zip(&people)
        .map(|(player, id)| context(state, &demo, &set, player, *id))
        .collect();
    let stage = Stage {
        state,
        entity: &demo,
        people: contexts?,
    };
    tell(&stage, &set).await?;
    present(state, &demo, &people, false).await
}

/// Logs the people in, or out again.
async fn present(
    state: &State,
    entity: &Entity,
    people: &[PersonId],
    is_here: bool,
) -> Result<(), Error> {
    let auth = Authorized::system(entity.id, "demonstration", state.clock.now(), entity.today);
    let work = async |tx: &mut Tx<'_>| {
        for person in people {
            match is_here {
                true => drop(open_session(tx, *person, entity.id).await?),
                false => end_session(tx, *person).await?,
            }
        }
        Ok(())
    };
    state.db.write_unrecorded(auth, work).await
}

fn full_name(player: &Player) -> String {
    format!(
        "{}{} {}",
        player.title, player.given_name, player.family_name
    )
}

async fn people(state: &State, entity: &Entity) -> Result<Vec<PersonId>, Error> {
    let auth = Authorized::system(entity.id, "demonstration", state.clock.now(), entity.today);
    let secret = &state.config.secret;
    let work = async |tx: &mut Tx<'_>| {
        let mut people = Vec::new();
        for player in CAST {
            let new = NewPerson {
                username: player.username.to_owned(),
                name_th: full_name(player),
                pid: player.pid.to_owned(),
                password: player.has_password.then(|| PASSWORD.to_owned()),
                email: player
                    .has_password
                    .then(|| format!("{}@laas.example", player.username)),
            };
            people.push(create_person(tx, secret, new).await?);
        }
        Ok(people)
    };
    state.db.write_unrecorded(auth, work).await
}

fn department_of(set: &Set, code: Option<&str>) -> Option<DepartmentId> {
    let code = code?;
    set.departments
        .iter()
        .find(|department| department.code == code)
        .map(|found| found.id)
}

/// The entity, its reference data and its roles, in one record.
async fn furnish(
    state: &State,
    entity: &Entity,
    people: &[PersonId],
    set: &Set,
    shared_only: bool,
) -> Result<(), Error> {
    let now = state.clock.now();
    let auth = || Authorized::system(entity.id, "demonstration", now, entity.today);
    let open = async |tx: &mut Tx<'_>| new_entity(tx, entity).await;
    state.db.write_unrecorded(auth(), open).await?;
    let work = async |tx: &mut Tx<'_>| {
        tx.subject = "entity".to_owned();
        for department in &set.departments {
            put_catalogue(tx, department).await?;
        }
        for party in &set.parties {
            put_catalogue(tx, party).await?;
        }
        for bank in &set.banks {
            put_catalogue(tx, bank).await?;
        }
        for (player, person) in CAST.iter().zip(people) {
            for (role, code) in player
                .roles
                .iter()
                .filter(|_| !shared_only || player.works_in_both)
            {
                let held = RoleHeld::of(*role, department_of(set, *code));
                assign_role(tx, *person, player.position, &held).await?;
            }
        }
        Ok(())
    };
    state.db.write(auth(), work).await
}

fn context(
    state: &State,
    entity: &Entity,
    set: &Set,
    player: &Player,
    id: PersonId,
) -> Result<Ctx, Error> {
    let held = |(role, code): &(shared::permission::Role, Option<&str>)| Held {
        role: *role,
        department: department_of(set, *code),
        ceiling: None,
        deputy: None,
    };
    let roles = player.roles.iter().map(held).collect();
    Ok(person(
        state,
        entity,
        id,
        full_name(player),
        player.position,
        roles,
    ))
}

fn set() -> Set {
    let department = |code: &str, name: &str| Department {
        id: DepartmentId(Uuid::now_v7()),
        code: code.into(),
        name_th: name.to_owned(),
        ..Department::default()
    };
    let party = |code: &str, name: &str, kind, taxpayer_kind, vat_registered| Party {
        id: PartyId(Uuid::now_v7()),
        code: code.into(),
        name_th: name.to_owned(),
        kind,
        taxpayer_kind,
        vat_registered,
        ..Party::default()
    };
    let bank = |code: &str, name: &str, number: &str, account: &str| BankAccount {
        id: BankAccountId(Uuid::now_v7()),
        code: code.into(),
        name_th: name.to_owned(),
        bank: "ธนาคารสมมติ".to_owned(),
        number: number.to_owned(),
        account: account.to_owned(),
        ..BankAccount::default()
    };
    use PartyKind as K;
    use TaxpayerKind as T;
    Set {
        departments: vec![
            department("01", "สำนักปลัด"),
            department("04", "กองคลัง"),
            department("05", "กองช่าง"),
        ],
        parties: vec![
            party(
                "DLA",
                "กรมส่งเสริมการปกครองท้องถิ่น",
                K::Government,
                T::None,
                false,
            ),
            party(
                "PEA",
                "การไฟฟ้าส่วนภูมิภาค",
                K::StateEnterprise,
                T::Juristic,
                true,
            ),
            party("RD", "กรมสรรพากร", K::Government, T::None, false),
            party("ALLOW", "ผู้มีสิทธิรับเบี้ยยังชีพ", K::PayeeList, T::None, false),
            party("PUBLIC", "ประชาชนทั่วไป", K::Payer, T::None, false),
            party("S-FUEL", "ปั๊มน้ำมันสมมติ จำกัด", K::Supplier, T::Juristic, true),
            party(
                "S-OFFICE",
                "ร้านเครื่องเขียนสมมติ จำกัด",
                K::Supplier,
                T::Juristic,
                true,
            ),
            party("S-CLEAN", "หจก. สะอาดสมมติ", K::Supplier, T::Juristic, true),
            party(
                "S-GRAVEL",
                "คุณหินคลุก สมมติ",
                K::Supplier,
                T::Individual,
                false,
            ),
        ],
        banks: vec![
            bank("SAV", "ออมทรัพย์", "000-0-00001-1", "1101030102"),
            bank("CUR", "กระแสรายวัน", "000-0-00002-2", "1101030101"),
        ],
    }
}

fn write_citizens(state: &State) -> Result<(), Error> {
    let citizen = |player: &Player| {
        json!({
            "pid": player.pid, "title": player.title, "given_name": player.given_name,
            "family_name": player.family_name, "ial": "2.3", "note": player.position,
        })
    };
    let mut citizens: Vec<serde_json::Value> = CAST.iter().map(citizen).collect();
    citizens.push(json!({
        "pid": "9900000000189", "title": "คุณ", "given_name": "ไม่มีบัญชี", "family_name": "สมมติ",
        "ial": "2.3", "note": "ไม่มีบัญชีผู้ใช้ในระบบ",
    }));
    let file = state.config.state.join("citizens.json");
    std::fs::create_dir_all(&state.config.state).map_err(Error::unexpected)?;
    let text = serde_json::to_string_pretty(&citizens).map_err(Error::unexpected)?;
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::unexpected(error)),
        _ => {}
    }
    let mut private = OpenOptions::new();
    private.write(true).create_new(true).mode(0o600);
    let mut file = private.open(file).map_err(Error::unexpected)?;
    file.write_all(text.as_bytes()).map_err(Error::unexpected)
}

/// The table of users that `./laas up` prints.
fn users() -> String {
    let mut table = format!("password for all · รหัสผ่านทุกคน: {PASSWORD}\n");
    for player in CAST {
        let roles: Vec<&str> = player.roles.iter().map(|(role, _)| role.as_str()).collect();
        let note = match player.has_password {
            true => String::new(),
            false => format!("  first log-in · เข้าครั้งแรกด้วย ThaiD {}", player.pid),
        };
        table += &format!(
            "  {:<12} {:<36} {}{note}\n",
            player.username,
            roles.join(", "),
            player.position
        );
    }
    table
}

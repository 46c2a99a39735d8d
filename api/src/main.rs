//! The server binary `laas`.

#![warn(clippy::print_stdout)]

use api::app::{App, api};
use api::identity::OrderForHead;
use api::platform::clock::Clock;
use api::platform::config::Config;
use api::platform::error::Error;
use api::platform::say::say;
use api::platform::{db, telemetry};
use chrono::NaiveDate;
use shared::identity::{NewUser, RoleHeld};
use shared::permission::Role;
use std::process::ExitCode;

const HELP: &str = "laas COMMAND
  serve        the API and the pages
  migrate      brings the database up to date and loads the master data of the nation
  seed --demo  enters the demonstration LAO and prints its users
  bench        posting through the whole stack, in practice entities
  bench overload   four times as many as can be served: what is served, who is told, when it is over
  bench lists [SIZE]   lists and searches of an organisation with a million documents, or SIZE
  bench restore [DOCUMENTS]   one organisation with 100,000 documents, or so many, goes back
  appoint-head ENTITY NAME POSITION EMAIL   opens the post of a head of finance, by the letter of
               the province; reads the citizen number from standard input; as the owner
               (LAAS_OWNER_DATABASE_URL)
  appoint-deputy ENTITY USERNAME POST ORDER ORDERED FROM UNTIL   lets somebody act for the head of
               finance by an order given above: title of the post, number and day of the order,
               first and last day (YYYY-MM-DD); as the owner, too
  openapi      prints the OpenAPI document
  verify       proves the record, the tables and the balances; names what is damaged
  restore-entity ENTITY [--to TIME]   one organisation as it stood then, while all others work
  bundle ENTITY FOLDER   the books of one organisation as files that prove themselves without us
  seal         signs the root over where every record stands, as the server does every night
  seal FILE    appends where every record stands to a file kept outside the database, unsigned
  key make FILE     makes a key to sign roots with
  key rotate FILE   makes the one that follows it, signed by it
  countersign NAME PUBLIC_KEY SIGNATURE   keeps what another institution signed of a root
  replay FILE  plays a scenario file through the REST API and compares every expected figure
";

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    telemetry::start();
    match run(&words).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("laas: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(words: &[&str]) -> Result<ExitCode, Error> {
    match words {
        ["serve"] => {
            let config = Config::from_environment()?.fits_a_server()?;
            App::new(config, Clock::System)?.serve().await?
        }
        ["migrate"] => migrate(&Config::from_environment()?).await?,
        ["seed", "--demo"] => {
            let app = App::new(Config::from_environment()?, Clock::System)?;
            say(api::demo::seed(&app.state).await?);
        }
        ["bench"] => api::bench::bench(Config::from_environment()?).await?,
        ["bench", "overload"] => api::bench::overload(Config::from_environment()?).await?,
        ["bench", "lists", size @ ..] => {
            let size = size
                .first()
                .map_or(Ok(api::bench::SIZE), |size| size.parse());
            let size = size.map_err(|_| Error::setting("SIZE", "is not a number"))?;
            api::bench::lists(Config::from_environment()?, size).await?;
        }
        ["bench", "restore", documents @ ..] => {
            let documents = documents.first().map_or(Ok(100_000), |count| count.parse());
            let documents =
                documents.map_err(|_| Error::setting("DOCUMENTS", "is not a number"))?;
            api::bench::restore(Config::from_environment()?, documents).await?;
        }
        ["appoint-head", entity, name, position, email] => {
            let app = App::of_operator(Config::from_environment()?, Clock::System)?;
            let mut pid = String::new();
            std::io::stdin()
                .read_line(&mut pid)
                .map_err(Error::unexpected)?;
            let entity = entity.parse();
            let entity = entity.map_err(|_| Error::setting("ENTITY", "is not an id"))?;
            let new = NewUser {
                name_th: (*name).to_owned(),
                pid: pid.trim().to_owned(),
                email: (*email).to_owned(),
                position_th: (*position).to_owned(),
                roles: vec![RoleHeld::of(Role::FinanceHead, None)],
            };
            let user = api::identity::appoint_head(&app.state, entity, new).await?;
            say(user.username);
        }
        ["appoint-deputy", entity, username, post, order, days @ ..] => {
            appoint_deputy(entity, username, post, order, days).await?;
        }
        ["openapi"] => say(openapi()?),
        ["verify", options @ ..] => return Ok(api::verify::verify(options).await),
        ["restore-entity", options @ ..] => {
            return Ok(api::restore::restore_entity(options).await);
        }
        ["bundle", entity, folder] => api::reporting::bundle_command(entity, folder).await?,
        ["seal"] => api::reporting::seal().await?,
        ["key", "make", file] => api::reporting::key(file, false)?,
        ["key", "rotate", file] => api::reporting::key(file, true)?,
        ["countersign", name, key, signature] => api::reporting::countersign(name, key, signature)?,
        ["seal", file] => return Ok(api::verify::seal(file).await),
        ["replay", rest @ ..] => return Ok(api::replay::command(rest).await),
        _ => {
            eprint!("{HELP}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn appoint_deputy(
    entity: &str,
    username: &str,
    post: &str,
    order: &str,
    days: &[&str],
) -> Result<(), Error> {
    let app = App::of_operator(Config::from_environment()?, Clock::System)?;
    let entity = entity.parse();
    let entity = entity.map_err(|_| Error::setting("ENTITY", "is not an id"))?;
    let days: Result<Vec<NaiveDate>, _> = days.iter().map(|day| day.parse()).collect();
    let days = days.ok().and_then(|days| days.try_into().ok());
    let order = OrderForHead {
        username: username.to_owned(),
        post_th: post.to_owned(),
        order_no: order.into(),
        days: days.ok_or(Error::setting("ORDERED FROM UNTIL", "are not three days"))?,
    };
    let deputy = api::identity::appoint_for_head(&app.state, entity, order).await?;
    say(deputy.acting.in_full());
    Ok(())
}

async fn migrate(config: &Config) -> Result<(), Error> {
    db::migrate(
        &config.owner_database_url,
        config.database_password().as_deref(),
    )
    .await?;
    let mut conn = db::owner_connection(&config.owner_database_url).await?;
    api::organisation::load_national(&mut conn).await
}

fn openapi() -> Result<String, Error> {
    api()
        .0
        .document()
        .to_pretty_json()
        .map_err(Error::unexpected)
}

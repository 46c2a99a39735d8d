//! The composition root: configuration → server. The list of mounted slices and the order of the
//! middleware stand here and nowhere else.

use crate::documents::{Documents, KindInfo};
use crate::documents::{register_claims, register_inbox, register_lists, register_papers};
use crate::platform::access::Sessions;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::Db;
use crate::platform::error::Error;
use crate::platform::http::{Origin, guard, static_files};
use crate::platform::metrics::Metrics;
use crate::platform::openapi::{Access, Api, Endpoint};
use crate::platform::state::State;
use crate::{budget, demo, identity, ledger, organisation, practice, reporting, treasury};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, Json};
use actix_web::{App as ActixApp, HttpServer};
use serde::Serialize;
use shared::ProblemCode;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa_swagger_ui::SwaggerUi;

/// The server, ready to listen.
#[derive(Clone)]
pub struct App {
    /// What handlers share.
    pub state: State,
    /// Routes and their description.
    pub api: Api,
    /// The kinds of documents.
    pub kinds: Vec<KindInfo>,
    sessions: Arc<dyn Sessions>,
}

/// Registers the kinds, each by the body of its room.
macro_rules! rooms {
    ($($kind:ident $slice:ident $room:ident),*) => {
        fn register_kinds(documents: &mut Documents<'_>) {
            $(documents.register::<shared::$slice::$room::$kind>();)*
        }
    };
}
shared::each_kind!(rooms);

/// Every route and every kind: the list of mounted slices.
pub fn api() -> (Api, Vec<KindInfo>) {
    let mut api = Api::default();
    health(&mut api);
    identity::register(&mut api);
    let mut documents = Documents {
        api: &mut api,
        kinds: Vec::new(),
    };
    register_kinds(&mut documents);
    let kinds = documents.kinds;
    register_papers(&mut api, &kinds);
    register_inbox(&mut api);
    register_lists(&mut api);
    register_claims(&mut api);
    budget::register(&mut api);
    treasury::register(&mut api);
    ledger::register(&mut api);
    organisation::register(&mut api);
    practice::register(&mut api);
    reporting::register(&mut api);
    (api, kinds)
}

impl App {
    /// Puts the parts together.
    pub fn new(config: Config, clock: Clock) -> Result<App, Error> {
        let db = Db::connect(&config.database_url, config.database_connections)?;
        let metrics = Arc::new(Metrics::new(clock.now()));
        let state = State {
            db,
            config,
            clock,
            metrics,
        };
        let (api, kinds) = api();
        let sessions = identity::sessions(state.clone());
        Ok(App {
            state,
            api,
            kinds,
            sessions,
        })
    }

    /// The same for commands of the operator that do what the database refuses to the server, such as
    /// opening the post of a head of finance: it works as the owner of the tables.
    pub fn of_operator(config: Config, clock: Clock) -> Result<App, Error> {
        let database_url = config.owner_database_url.clone();
        let config = Config {
            database_url,
            ..config
        };
        App::new(config, clock)
    }

    /// Mounts everything on an actix application.
    pub fn mount(&self) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
        let app = self.clone();
        move |config| {
            config
                .app_data(Data::new(app.state.clone()))
                .app_data(Data::new(app.sessions.clone()))
                .app_data(Data::new(Origin(app.state.config.public_url.clone())))
                .configure(app.api.mount());
            // Every address with all it takes is nothing for strangers.
            if app.state.config.is_development {
                let document = app.api.document();
                let docs = SwaggerUi::new("/api/docs/{_:.*}").url("/api/openapi.json", document);
                config
                    .service(web::redirect("/api/docs", "/api/docs/"))
                    .service(docs);
            }
            config.configure(static_files(&app.state.config.dist));
        }
    }

    /// Listens until told to stop; not where made-up data stands in a database that is for real, nor
    /// where the database cannot say.
    pub async fn serve(self) -> Result<(), Error> {
        demo::refuse(&self.state).await?;
        let listen = self.state.config.listen.clone();
        let workers = self.state.config.workers;
        reporting::begin_nights(&self.state.config, self.state.clock)?;
        self.offer_metrics()?;
        let server =
            HttpServer::new(move || ActixApp::new().wrap(from_fn(guard)).configure(self.mount()));
        let server = match workers {
            Some(workers) => server.workers(workers),
            None => server,
        };
        tracing::info!(%listen, "listening");
        let server = server
            .shutdown_timeout(10)
            .bind(&listen)
            .map_err(Error::unexpected)?;
        server.run().await.map_err(Error::unexpected)
    }
}

impl App {
    /// What the server measures of itself, as text.
    pub async fn measured(state: &State) -> Result<String, Error> {
        state
            .metrics
            .places(state.db.crowd(), state.db.is_ready().await);
        reporting::measure(&state.config, &state.metrics);
        state.metrics.text()
    }

    /// Listens for Prometheus, where that is asked for: at an address of its own, which no proxy
    /// passes on.
    fn offer_metrics(&self) -> Result<(), Error> {
        let Some(address) = self.state.config.metrics.clone() else {
            return Ok(());
        };
        let state = self.state.clone();
        let server = HttpServer::new(move || {
            let state = Data::new(state.clone());
            ActixApp::new()
                .app_data(state)
                .route("/metrics", web::get().to(metrics))
        });
        let server = server.workers(1).disable_signals();
        let server = server.bind(address).map_err(Error::unexpected)?;
        tokio::spawn(server.run());
        Ok(())
    }
}

async fn metrics(state: Data<State>) -> Result<String, Error> {
    App::measured(&state).await
}

/// What a check of health answers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Health {
    /// The process runs.
    Live,
    /// The database answers.
    Ready,
}

fn health(api: &mut Api) {
    let open =
        |path, id, why| Endpoint::get(path, id, "health", Access::Public(why)).answers::<Health>();
    let live = open("/health/live", "get_health_live", "a check of the process");
    api.route(live.says("The process runs"), async || Json(Health::Live));
    let ready = open(
        "/health/ready",
        "get_health_ready",
        "a check of the database",
    );
    api.route(
        ready.says("The database answers"),
        async |state: Data<State>| match state.db.is_ready().await {
            true => Ok(Json(Health::Ready)),
            false => Err(Error::Problem(ProblemCode::UNAVAILABLE)),
        },
    );
}

//! Nobody is told what is outside of their scope: random units, registers and accounts, every route,
//! every page of the feed, held against what docs/ say ([`oracle`]).
//!
//! `SOHOI_SCOPE_SEEDS=17..18` runs other worlds than usual; a case that fails says which.

// How many cases there were of each route is worth reading in a log.
#![allow(clippy::print_stderr)]

use std::ops::Range;
use std::sync::Mutex;
use std::thread;

mod acts;
mod exchange;
mod held;
mod marks;
mod oracle;
mod probe;
mod random;
mod story;
mod table;
mod world;

use story::Cases;
use world::World;

/// Worlds in a run on SQLite, and on PostgreSQL, where making a database takes longer.
const SEEDS: [Range<u64>; 2] = [0..24, 0..6];
/// What happens between two times that everybody looks.
const ACTS: usize = 12;
const LOOKS: usize = 3;
/// How many cases a run on SQLite has at least.
const CASES: usize = 10_000;

/// Routes by which somebody gets a session or ends it, tried in files of their own.
const ELSEWHERE: [&str; 2] = ["POST /api/invitations/", "POST /admin/sign-"];

#[test]
fn nobody_is_told_what_is_outside_of_their_scope() {
    let (cases, pages) = run(false);
    let sum: usize = cases.values().sum();
    eprintln!("{sum} cases, {pages} pages of first pulls: {cases:#?}");
    if std::env::var_os("SOHOI_SCOPE_SEEDS").is_none() {
        assert!(sum >= CASES, "{sum} cases");
        let is_elsewhere = |route: &String| ELSEWHERE.iter().any(|own| route.starts_with(own));
        for route in table::names().into_iter().filter(|it| !is_elsewhere(it)) {
            assert!(
                cases.contains_key(&route) || cases.contains_key(&format!("{route}, refused")),
                "{route} has no case: write in scope/ what of it an account may see and change"
            );
        }
    }
}

#[test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
fn nor_on_postgres() {
    let (cases, _) = run(true);
    eprintln!("{} cases on PostgreSQL", cases.values().sum::<usize>());
}

/// Worlds on as many threads as there are processors.
fn run(on_postgres: bool) -> (Cases, usize) {
    let asked = std::env::var("SOHOI_SCOPE_SEEDS").ok().map(|text| {
        let (from, to) = text.split_once("..").expect("it is `from..to`");
        from.parse().expect("a number")..to.parse().expect("a number")
    });
    let seeds = Mutex::new(asked.unwrap_or(SEEDS[usize::from(on_postgres)].clone()));
    let threads = thread::available_parallelism().map_or(2, |count| count.get());
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| run_some(&seeds, on_postgres)))
            .collect();
        let mut sum = (Cases::new(), 0);
        for thread in running {
            let (cases, pages) = thread.join().expect("above is what happened in that world");
            for (route, count) in cases {
                *sum.0.entry(route).or_default() += count;
            }
            sum.1 += pages;
        }
        sum
    })
}

/// One world after the other, until there is none left.
fn run_some(seeds: &Mutex<Range<u64>>, on_postgres: bool) -> (Cases, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.expect("a thread has room for one");
    let (mut all, mut pages) = (Cases::new(), 0);
    loop {
        let next = seeds.lock().expect("nobody panics with it").next();
        let Some(seed) = next else {
            return (all, pages);
        };
        let (cases, more) = runtime.block_on(live(seed, on_postgres));
        for (route, count) in cases {
            *all.entry(route).or_default() += count;
        }
        pages += more;
    }
}

/// A world from its beginning to its end.
async fn live(seed: u64, on_postgres: bool) -> (Cases, usize) {
    let mut world = World::new(seed, on_postgres).await;
    world.everybody_looks().await;
    for _ in 0..LOOKS {
        for _ in 0..ACTS {
            world.act().await;
        }
        world.everybody_looks().await;
    }
    let pages = world.everybody_asks().await;
    world.tokens_read().await;
    world.everybody_tries_the_table().await;
    world.everybody_tries_to_change().await;
    world.strangers_get_nothing().await;
    world.server.app.store.close().await;
    (std::mem::take(&mut world.story.cases), pages)
}

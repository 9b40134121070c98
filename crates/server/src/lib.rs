//! The server of Sổ Hội: HTTP API, accounts, scope, stores, assets, command line.
//!
//! **Architecture Invariant:** the server holds no state between requests; what an acknowledged
//! request changed is on disk, and another process on the same database would answer the same.

pub mod accounts;
pub mod aggregates;
pub mod app;
pub mod assets;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod cli;
pub mod cursor;
mod day;
pub mod demo;
pub mod devices;
pub mod error;
pub mod exchange;
pub mod feed;
pub mod figures;
pub mod forms;
pub mod http;
pub mod invitations;
mod judge;
pub mod keys;
pub mod listener;
pub mod odata;
pub mod openid;
mod places;
pub mod purge;
pub mod quarantine;
mod random;
pub mod register;
pub mod rounds;
pub mod scope;
pub mod store;
pub mod tls;

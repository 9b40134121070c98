//! The server from outside: its routes, its store, its command line, and what it survives.

mod admin;
mod aggregates;
mod assets;
mod backups;
mod bad_input;
mod blobs;
mod broken_forms;
mod commands;
mod documents;
mod drafts;
mod exchange;
mod feed;
mod harness;
mod invitations;
mod kill;
mod odata;
mod openid;
mod provisional;
mod register_pages;
mod round;
mod routes;
mod scope;
mod session;
mod store;
mod tls;
mod together;

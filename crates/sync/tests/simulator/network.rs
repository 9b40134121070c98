//! Messages on their way. What takes long arrives in any order, twice, or never.

use sohoi_sync::ExchangeRequest;

/// A message, as the text that travels.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The tab that sent the request.
    pub(crate) actor: usize,
    /// Which life of the tab that was.
    pub(crate) life: u64,
    pub(crate) request: ExchangeRequest,
    pub(crate) way: Way,
}

#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// To the server, as JSON.
    Up(String),
    /// Back: 200 or an error, as JSON.
    Down(Result<String, String>),
}

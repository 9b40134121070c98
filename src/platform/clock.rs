//! What time it is, by this device. The browser knows its zone, so it is asked and nobody else.

use chrono::NaiveDate;
use js_sys::Date;
use wasm_bindgen::JsValue;

/// A moment as the clock of this device shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The hour, 0 to 23.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
}

/// Now, with the device's offset, as RFC 3339 text. Carried and shown, never compared.
pub fn now() -> String {
    let now = Date::new_0();
    // Minutes that this device is ahead of UTC.
    let ahead = -now.get_timezone_offset() as i32;
    let sign = if ahead < 0 { '-' } else { '+' };
    let (hours, minutes) = (ahead.abs() / 60, ahead.abs() % 60);
    let shifted = Date::new(&JsValue::from_f64(
        now.get_time() + f64::from(ahead) * 60_000.0,
    ));
    // `2017-06-30T08:12:00.000Z`, of the shifted moment.
    let text = String::from(shifted.to_iso_string());
    let seconds = text.split('.').next().unwrap_or_default();
    format!("{seconds}{sign}{hours:02}:{minutes:02}")
}

/// Now, in milliseconds of the Unix epoch.
pub fn milliseconds() -> u64 {
    let now = Date::now();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and positive since 1970"
    )]
    let now = now as u64;
    now
}

/// Today.
pub fn today() -> NaiveDate {
    of(&Date::new_0()).map_or(NaiveDate::MIN, |now| now.day)
}

/// A moment written as RFC 3339; `None` where it is none.
pub fn read(moment: &str) -> Option<Moment> {
    of(&Date::new(&JsValue::from_str(moment)))
}

fn of(date: &Date) -> Option<Moment> {
    if date.get_time().is_nan() {
        return None;
    }
    let (year, month) = (date.get_full_year() as i32, date.get_month() + 1);
    Some(Moment {
        day: NaiveDate::from_ymd_opt(year, month, date.get_date())?,
        hour: date.get_hours(),
        minute: date.get_minutes(),
    })
}

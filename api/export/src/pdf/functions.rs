//! What templates may call besides typst itself. Formatting and sums stay in Rust, so that a
//! template never does arithmetic with money and paper, screen and workbook agree.

use crate::amount::Amount;
use crate::thai;
use chrono::{NaiveDate, NaiveDateTime};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use std::fmt::Display;
use std::sync::LazyLock;
use typst::comemo::Tracked;
use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Args, Bytes, CastInfo, Context, IntoValue, NativeFuncData, NativeFuncPtr, Scope, Str, Value,
};
use typst::syntax::Span;

type Body = dyn Fn(&mut Engine, Tracked<Context>, &mut Args) -> SourceResult<Value> + Send + Sync;

const fn function(name: &'static str, body: &'static Body) -> NativeFuncData {
    NativeFuncData {
        function: NativeFuncPtr(body),
        name,
        title: name,
        docs: "",
        def_site: None,
        keywords: &[],
        contextual: false,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

/// `money("1234.50")`: 1,234.50 as in reports.
static MONEY: NativeFuncData = function("money", &|_, _, args| text(args, thai::money));

/// `baht("1234.50")`: the whole baht with comma; the split columns บาท and สต.
static BAHT: NativeFuncData = function("baht", &|_, _, args| text(args, |amount| split(amount).0));

/// `satang("1234.50")`: the two digits after the point.
static SATANG: NativeFuncData =
    function("satang", &|_, _, args| text(args, |amount| split(amount).1));

/// `words-as("1234.50", "after_tens")`: the amount in words of that style.
static WORDS: NativeFuncData = function("words-as", &|_, _, args| {
    let amount = amount(args)?;
    let style: Str = args.expect("style")?;
    let style = style.parse().unwrap_or_default();
    Ok(thai::baht_text(amount, style).into_value())
});

/// `sum(("1.00", "2.00"))`: the exact sum as a decimal string.
static SUM: NativeFuncData = function("sum", &|_, _, args| {
    let amounts: Vec<Str> = args.expect("amounts")?;
    let mut total = Amount::ZERO;
    for text in &amounts {
        total = parse(
            args.span,
            text.parse().and_then(|amount| total.plus(amount)),
        )?;
    }
    Ok(total.to_string().into_value())
});

/// `minus("3.00", "1.00")`: the exact difference as a decimal string.
static MINUS: NativeFuncData = function("minus", &|_, _, args| {
    let (from, less) = (amount(args)?, amount(args)?);
    Ok(parse(args.span, from.minus(less))?.to_string().into_value())
});

/// `times("0.25", 4)`: the value of so many pieces as a decimal string.
static TIMES: NativeFuncData = function("times", &|_, _, args| {
    let value = amount(args)?;
    let count: u32 = args.expect("count")?;
    Ok(parse(args.span, value.times(count))?
        .to_string()
        .into_value())
});

/// `whole(12345)`: 12,345.
static WHOLE: NativeFuncData = function("whole", &|_, _, args| {
    let number: u64 = args.expect("number")?;
    Ok(thai::grouped(number).into_value())
});

/// `long-date("2025-10-31")`: 31 ตุลาคม 2568.
static LONG_DATE: NativeFuncData = function("long-date", &|_, _, args| {
    Ok(thai::long_date(date(args)?).into_value())
});

/// `short-date("2025-10-31")`: 31 ต.ค. 2568.
static SHORT_DATE: NativeFuncData = function("short-date", &|_, _, args| {
    Ok(thai::short_date(date(args)?).into_value())
});

/// `short-date-time("2025-10-31T16:45:00")`: 31 ต.ค. 2568 16:45 น.
static SHORT_DATE_TIME: NativeFuncData = function("short-date-time", &|_, _, args| {
    let text: Str = args.expect("moment")?;
    let moment = parse(args.span, text.parse::<NaiveDateTime>())?;
    Ok(thai::short_date_time(moment).into_value())
});

/// `thai-digits("31")`: ๓๑.
static THAI_DIGITS: NativeFuncData = function("thai-digits", &|_, _, args| {
    let text: Str = args.expect("text")?;
    Ok(thai::thai_digits(&text).into_value())
});

/// `qr("https://…")`: the QR code as the bytes of an SVG image.
static QR: NativeFuncData = function("qr", &|_, _, args| {
    let text: Str = args.expect("text")?;
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M);
    let code = parse(args.span, code)?;
    // The white margin is left to the template.
    let image = code.render::<svg::Color>().quiet_zone(false).build();
    Ok(Bytes::from_string(image).into_value())
});

/// Makes the functions known to every template.
pub(super) fn define(scope: &mut Scope) {
    for data in [
        &MONEY,
        &BAHT,
        &SATANG,
        &WORDS,
        &SUM,
        &MINUS,
        &TIMES,
        &WHOLE,
        &LONG_DATE,
        &SHORT_DATE,
        &SHORT_DATE_TIME,
        &THAI_DIGITS,
        &QR,
    ] {
        scope.define_func_with_data(data);
    }
}

fn text(args: &mut Args, write: impl Fn(Amount) -> String) -> SourceResult<Value> {
    Ok(write(amount(args)?).into_value())
}

/// Baht and satang for the two columns of older forms; the parentheses of a negative amount
/// embrace both.
fn split(amount: Amount) -> (String, String) {
    if amount.is_zero() {
        return ("-".to_owned(), "-".to_owned());
    }
    let figures = thai::money(amount);
    match figures.split_once('.') {
        Some((baht, satang)) => (baht.to_owned(), satang.to_owned()),
        None => (figures, String::new()),
    }
}

fn amount(args: &mut Args) -> SourceResult<Amount> {
    let text: Str = args.expect("amount")?;
    parse(args.span, text.parse())
}

fn date(args: &mut Args) -> SourceResult<NaiveDate> {
    let text: Str = args.expect("date")?;
    parse(args.span, text.parse())
}

fn parse<T, E: Display>(span: Span, result: Result<T, E>) -> SourceResult<T> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => bail!(span, "{error}"),
    }
}

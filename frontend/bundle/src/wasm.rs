//! From the compiler's WASM to what a browser loads.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support as split;

use crate::{Options, Result};

/// Writes `app.js`, `app_bg.wasm` and the split files into `folder`.
pub fn bind(application: &Path, folder: &Path, options: Options) -> Result<()> {
    let mut input = application.to_owned();
    if options.split {
        input = application.with_file_name("frontend_main.wasm");
        let bytes = fs::read(application)?;
        let mut splitting = split::Options::new(&bytes);
        splitting.output_dir = folder;
        splitting.main_out_path = &input;
        splitting.main_module = "./app.js";
        splitting.link_name = "./split.js";
        split::transform(splitting).map_err(|error| format!("splitting: {error:#}"))?;
    }
    Bindgen::new()
        .input_path(&input)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .keep_lld_exports(options.split)
        .demangle(false)
        .omit_default_module_path(false)
        .generate(folder)?;
    for file in fs::read_dir(folder)?.flatten() {
        let path = file.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            let module = fs::read(&path)?;
            let slim = strip(&module, options).ok_or("not a WASM module")?;
            fs::write(&path, slim)?;
        }
    }
    Ok(())
}

/// Drops the custom sections (debugging, relocations, producers), which are most of the file.
/// Engines need `target_features`; `name` makes stack traces readable while developing.
fn strip(module: &[u8], options: Options) -> Option<Vec<u8>> {
    const HEADER: usize = 8;
    let mut slim = module.get(..HEADER)?.to_vec();
    let mut rest = module.get(HEADER..)?;
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, body) = leb128(after_id)?;
        let section = rest.len() - body.len() + length;
        let kept = id != 0 || {
            let (length, name) = leb128(body)?;
            let name = name.get(..length)?;
            name == b"target_features" || options.dev && name == b"name"
        };
        let (section, after) = rest.split_at_checked(section)?;
        if kept {
            slim.extend_from_slice(section);
        }
        rest = after;
    }
    Some(slim)
}

/// The features a module says that it makes use of.
pub fn features(module: &[u8]) -> Option<Vec<String>> {
    const HEADER: usize = 8;
    let mut rest = module.get(HEADER..)?;
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, body) = leb128(after_id)?;
        let (section, after) = body.split_at_checked(length)?;
        if id == 0
            && let Some((name, features)) = text(section)
            && name == "target_features"
        {
            return listed(features);
        }
        rest = after;
    }
    Some(Vec::new())
}

/// How many there are, then of each a sign and its name.
fn listed(section: &[u8]) -> Option<Vec<String>> {
    let (count, mut rest) = leb128(section)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let (&sign, name) = rest.split_first()?;
        let (name, after) = text(name)?;
        found.extend((sign == b'+').then(|| name.to_owned()));
        rest = after;
    }
    Some(found)
}

fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = leb128(bytes)?;
    let (text, after) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(text).ok()?, after))
}

/// A number in WASM's variable-length form, and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELEASE: Options = Options {
        dev: false,
        split: false,
    };
    const HEADER: &[u8] = b"\0asm\x01\0\0\0";
    const TYPES: &[u8] = b"\x01\x01\0";
    const NAMES: &[u8] = b"\0\x06\x04name\0";
    const FEATURES: &[u8] = b"\0\x11\x0ftarget_features\0";

    #[test]
    fn stripping_keeps_code_and_features_and_drops_names() {
        let module = [HEADER, TYPES, NAMES, FEATURES].concat();
        assert_eq!(
            strip(&module, RELEASE),
            Some([HEADER, TYPES, FEATURES].concat())
        );
        assert_eq!(
            strip(
                &module,
                Options {
                    dev: true,
                    split: false
                }
            ),
            Some(module)
        );
    }

    #[test]
    fn what_a_module_makes_use_of_is_read() {
        let said = b"\0\x1e\x0ftarget_features\x02+\x08sign-ext-\x01x";
        let module = [HEADER, TYPES, said].concat();
        assert_eq!(features(&module), Some(vec!["sign-ext".to_owned()]));
        assert_eq!(features(&[HEADER, TYPES].concat()), Some(Vec::new()));
        assert_eq!(features(&[HEADER, &said[..9]].concat()), None);
    }

    #[test]
    fn a_damaged_module_is_refused() {
        assert_eq!(strip(b"\0asm", RELEASE), None);
        assert_eq!(strip(&[HEADER, b"\x01\x7f\0"].concat(), RELEASE), None);
    }
}

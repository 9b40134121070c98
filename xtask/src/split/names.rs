//! Short names for what program and page call each other by.
//!
//! wasm-bindgen's names say what a function does and carry a hash. Hundreds of them, none like
//! another, are what compresses worst in the program and in its script.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::failure::Failure;

/// How names begin that only wasm-bindgen and its script know.
const MADE: [&str; 3] = ["__wbg_", "__wbindgen_", "_R"];

/// The program with short names, and the script that goes with it.
pub(crate) fn shorten(program: &[u8], script: &str) -> Result<(Vec<u8>, String), Failure> {
    let mut short = Short::default();
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    short.note(import?.name, script);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        short.note(export.name, script);
                    }
                }
            }
            _ => {}
        }
    }
    let mut out = wasm_encoder::Module::new();
    short.parse_core_module(&mut out, Parser::new(0), program)?;
    Ok((out.finish(), short.script(script)))
}

#[derive(Default)]
struct Short {
    names: BTreeMap<String, String>,
    count: usize,
}

impl Short {
    /// Gives a name a short one that the script does not hold.
    fn note(&mut self, name: &str, script: &str) {
        if self.names.contains_key(name) || !MADE.iter().any(|own| name.starts_with(own)) {
            return;
        }
        loop {
            let short = format!("_{:x}", self.count);
            self.count += 1;
            if words(script).all(|(word, _)| word != short) {
                self.names.insert(name.to_owned(), short);
                return;
            }
        }
    }

    fn of<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.get(name).map_or(name, String::as_str)
    }

    fn script(&self, script: &str) -> String {
        words(script)
            .flat_map(|(word, between)| [self.of(word), between])
            .collect()
    }
}

impl Reencode for Short {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = &self.of(import.name).to_owned();
            utils::parse_import(self, imports, wasmparser::Import { name, ..import })?;
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: wasmparser::Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        let name = &self.of(export.name).to_owned();
        utils::parse_export(self, exports, wasmparser::Export { name, ..export })
    }
}

/// The words of a script, each with what stands between it and the next one; together they are
/// the script.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let mut rest = script;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let next = behind.find(is_word).unwrap_or(behind.len());
        let (between, behind) = behind.split_at(next);
        rest = behind;
        Some((word, between))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = r#"(module
      (import "./page.js" "__wbg_say_0123456789abcdef" (func (param i32)))
      (import "./page.js" "__wbg_say_0123456789abcdef" (func (param i32)))
      (import "./page.js" "mine" (func))
      (func (export "start"))
      (func (export "__wbindgen_malloc") (result i32) (i32.const 1))
      (memory (export "__wbg_memory") 1))"#;

    #[test]
    fn program_and_script_are_renamed_alike_and_only_there() {
        let program = wat::parse_str(PROGRAM).expect("well-formed");
        let script = "const o={__wbg_say_0123456789abcdef:(_0)=>_0,__wbg_memory:1,say:'__wbg_say_0'};\
                      w.start(w.__wbindgen_malloc())";
        let (program, script) = shorten(&program, script).expect("a program");
        assert_eq!(
            script,
            "const o={_1:(_0)=>_0,__wbg_memory:1,say:'__wbg_say_0'};w.start(w._2())"
        );
        let names = names_of(&program);
        assert_eq!(names, ["_1", "_1", "mine", "start", "_2", "__wbg_memory"]);
    }

    fn names_of(program: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(program) {
            match payload.expect("a program") {
                Payload::ImportSection(imports) => {
                    names.extend(
                        imports
                            .into_imports()
                            .map(|own| own.expect("read").name.to_owned()),
                    );
                }
                Payload::ExportSection(exports) => {
                    names.extend(
                        exports
                            .into_iter()
                            .map(|own| own.expect("read").name.to_owned()),
                    );
                }
                _ => {}
            }
        }
        names
    }

    #[test]
    fn the_words_of_a_script_are_the_script() {
        for script in ["", "a", " a", "a ", "ố=$_1;\nb('x')//"] {
            let whole: String = words(script)
                .flat_map(|(word, between)| [word, between])
                .collect();
            assert_eq!(whole, script);
        }
    }
}

//! Takes out of a module what a panic would say. Nobody is there to read it, it may quote what somebody typed, and the
//! text with the code that formats it is a thirteenth of what a citizen would download. A panic still ends the program.
//!
//! A function that never returns becomes the trap with which it would end. What is formatted for panics alone ([`SAID`])
//! says nothing. What nothing refers to any more, the optimiser removes afterwards.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use wasm_encoder::{CodeSection, Function, Instruction, Module, RawSection};
use wasmparser::{
    FuncType, FunctionBody, KnownCustom, Name, NameSectionReader, Operator, Parser, Payload, TypeRef, ValType,
};

/// By parts of their names, the functions of which only a panic makes use: `Debug`, and what writes to the console. They
/// return nothing, or a number, which becomes 0: `Ok(())`, or an address that is known only to others of them.
const SAID: [&str; 3] =
    [" as core::fmt::Debug>::fmt", "core::fmt::builders::Debug", "console_error_panic_hook::hook"];

/// The same `module`, as rustc made it, mute. Errors: it is none, or does not name its functions.
pub(super) fn mute(module: &[u8]) -> Result<Vec<u8>> {
    let known = Known::read(module)?;
    let (mut muted, mut code, mut index) = (Module::new(), CodeSection::new(), known.imported);
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            // Ends with the last of its functions.
            Payload::CodeSectionStart { .. } => {}
            Payload::CodeSectionEntry(body) => {
                match known.instead(index, body)? {
                    Some(function) => code.function(&function),
                    None => code.raw(body.as_bytes()),
                };
                index += 1;
                if usize::try_from(code.len())? == known.functions.len() {
                    muted.section(&code);
                }
            }
            _ => {
                if let Some((id, range)) = payload.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section ends too soon")?;
                    muted.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(muted.finish())
}

/// What is told of functions before their code.
#[derive(Default)]
struct Known {
    types: Vec<FuncType>,
    /// How many functions are imported; the others follow.
    imported: u32,
    /// The type of each of the others.
    functions: Vec<u32>,
    names: HashMap<u32, String>,
}

impl Known {
    fn read(module: &[u8]) -> Result<Self> {
        let mut known = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    known.types = types.into_iter_err_on_gc_types().collect::<Result<_, _>>()?;
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        known.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => {
                    known.functions = functions.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        known.name(names)?;
                    }
                }
                _ => {}
            }
        }
        ensure!(!known.names.is_empty(), "the module does not name its functions");
        Ok(known)
    }

    fn name(&mut self, names: NameSectionReader<'_>) -> Result<()> {
        for part in names {
            if let Name::Function(names) = part? {
                for naming in names {
                    let naming = naming?;
                    // Without the hashes.
                    self.names.insert(naming.index, format!("{:#}", demangle(naming.name)));
                }
            }
        }
        Ok(())
    }

    /// What to put in the place of the function, if anything.
    fn instead(&self, index: u32, body: &FunctionBody<'_>) -> Result<Option<Function>> {
        let mut function = Function::new([]);
        if never_returns(body)? {
            function.instruction(&Instruction::Unreachable);
        } else if self.names.get(&index).is_some_and(|name| SAID.iter().any(|said| name.contains(said))) {
            let place = usize::try_from(index - self.imported)?;
            let kind =
                self.functions.get(place).and_then(|kind| self.types.get(usize::try_from(*kind).ok()?));
            match kind.context("a function has no type")?.results() {
                [] => {}
                [ValType::I32] => {
                    function.instruction(&Instruction::I32Const(0));
                }
                _ => return Ok(None),
            }
        } else {
            return Ok(None);
        }
        function.instruction(&Instruction::End);
        Ok(Some(function))
    }
}

/// Whether the function cannot but trap, run for ever, or end in another that does: nothing in it returns or leads to its
/// end, and the end is never reached.
fn never_returns(body: &FunctionBody<'_>) -> Result<bool> {
    // How many blocks are open; a branch to as many leaves the function.
    let (mut open, mut last_but_one, mut last) = (0_u32, None, None);
    for operator in body.get_operators_reader()? {
        let operator = operator?;
        let leaves = match &operator {
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::TryTable { .. } => {
                open += 1;
                false
            }
            Operator::End => {
                open = open.saturating_sub(1);
                false
            }
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => *relative_depth >= open,
            Operator::BrTable { targets } => {
                let others = targets.targets().collect::<Result<Vec<_>, _>>()?;
                others.into_iter().chain([targets.default()]).any(|depth| depth >= open)
            }
            Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => true,
            _ => false,
        };
        if leaves {
            return Ok(false);
        }
        last_but_one = last.replace(operator);
    }
    Ok(matches!(last_but_one, Some(Operator::Unreachable)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{BlockType, FunctionSection, NameMap, NameSection, TypeSection};

    /// A module of functions that take and return a number, with the names and the code that are given.
    fn module(functions: &[(&str, &[Instruction<'_>])]) -> Vec<u8> {
        let (mut types, mut kinds, mut code) =
            (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([wasm_encoder::ValType::I32], [wasm_encoder::ValType::I32]);
        let (mut map, mut names) = (NameMap::new(), NameSection::new());
        for (index, (name, body)) in (0..).zip(functions) {
            let mut function = Function::new([]);
            body.iter().chain([&Instruction::End]).for_each(|instruction| {
                function.instruction(instruction);
            });
            kinds.function(0);
            code.function(&function);
            map.append(index, name);
        }
        names.functions(&map);
        Module::new().section(&types).section(&kinds).section(&code).section(&names).clone().finish()
    }

    const TAKE: Instruction<'static> = Instruction::LocalGet(0);
    const END: Instruction<'static> = Instruction::End;
    const STOP: Instruction<'static> = Instruction::Unreachable;

    #[test]
    fn what_never_returns_traps_at_once() {
        let told: &[Instruction<'_>] = &[TAKE, Instruction::Call(1), Instruction::Drop, STOP];
        let does: &[Instruction<'_>] = &[TAKE];
        assert_eq!(
            mute(&module(&[("fail", told), ("work", does)])).unwrap(),
            module(&[("fail", &[STOP]), ("work", does)])
        );
    }

    #[test]
    fn what_may_return_stays_as_it_is() {
        let inner = Instruction::Block(BlockType::Empty);
        let returns: [&[Instruction<'_>]; 3] = [
            &[TAKE, Instruction::Return, STOP],
            &[TAKE, TAKE, Instruction::BrIf(0), STOP],
            &[inner.clone(), TAKE, TAKE, Instruction::BrTable([0].as_slice().into(), 1), END, STOP],
        ];
        for body in returns {
            let module = module(&[("work", body)]);
            assert_eq!(mute(&module).unwrap(), module);
        }
        let within: &[Instruction<'_>] = &[inner, Instruction::Br(0), END, STOP];
        assert_eq!(mute(&module(&[("fail", within)])).unwrap(), module(&[("fail", &[STOP])]));
    }

    #[test]
    fn what_only_a_panic_prints_says_nothing() {
        let name = "_ZN40_$LT$str$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE";
        let shown = "_ZN42_$LT$str$u20$as$u20$core..fmt..Display$GT$3fmt17h0123456789abcdefE";
        let muted = mute(&module(&[(name, &[TAKE]), (shown, &[TAKE])])).unwrap();
        assert_eq!(muted, module(&[(name, &[Instruction::I32Const(0)]), (shown, &[TAKE])]));
    }

    #[test]
    fn a_module_without_names_is_an_error() {
        assert!(mute(&module(&[])).is_err());
        assert!(mute(b"\0asm").is_err());
    }
}

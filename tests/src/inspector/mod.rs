//! How much memory the worker's isolate holds: what V8 says of it through `workerd`'s inspector (Chrome's debugging protocol). It is
//! what Cloudflare limits to 128 MB: JavaScript's heap, garbage included, buffers outside of it, and WebAssembly's memory. What
//! the process holds besides is SQLite's, the network's, and the allocator's.

mod socket;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use socket::Socket;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Between two looks.
const BETWEEN: Duration = Duration::from_millis(2);

/// The inspector of a worker.
#[derive(Debug)]
pub struct Inspector {
    socket: Socket,
    asked: u64,
}

/// What V8 counts, in bytes. WebAssembly's memory is not in it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Heap {
    /// JavaScript's heap, as it has been taken from the system.
    #[serde(rename = "totalSize")]
    pub javascript: f64,
    /// The runtime's own objects that JavaScript holds.
    #[serde(rename = "embedderHeapUsedSize")]
    pub runtime: f64,
    /// Buffers and long texts outside of the heap.
    #[serde(rename = "backingStorageSize")]
    pub buffers: f64,
}

impl Heap {
    /// All of it.
    #[must_use]
    pub fn sum(self) -> f64 {
        self.javascript + self.runtime + self.buffers
    }
}

impl Inspector {
    /// Speaks to the inspector on `addr` of the service `edge`. Errors: there is none.
    pub fn connect(addr: SocketAddr) -> Result<Self> {
        Ok(Self { socket: Socket::open(addr, "/edge")?, asked: 0 })
    }

    /// What V8 counts now. Errors: the inspector does not answer.
    pub fn heap(&mut self) -> Result<Heap> {
        Ok(serde_json::from_value(self.ask("Runtime.getHeapUsage", &json!({}))?)?)
    }

    /// The length of WebAssembly's memory, which only ever grows. Collects the garbage first. Errors: as [`Inspector::heap`].
    pub fn wasm(&mut self) -> Result<f64> {
        // Makes the inspector say which contexts there are.
        self.ask("Runtime.disable", &json!({}))?;
        self.asked += 1;
        self.say("Runtime.enable", &json!({}))?;
        let context = loop {
            let said: Value = serde_json::from_str(&self.socket.receive()?)?;
            if let Some(context) = said.pointer("/params/context/id") {
                break context.clone();
            }
        };
        let kind = json!({ "expression": "WebAssembly.Memory.prototype", "contextId": context });
        let kind = self.ask("Runtime.evaluate", &kind)?;
        let of = json!({ "prototypeObjectId": kind.pointer("/result/objectId") });
        let all = self.ask("Runtime.queryObjects", &of)?;
        let sum = "function() { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
        let all = all.pointer("/objects/objectId");
        let call = json!({ "objectId": all, "functionDeclaration": sum, "returnByValue": true });
        let sum = self.ask("Runtime.callFunctionOn", &call)?;
        let value = sum.pointer("/result/value").and_then(Value::as_f64);
        value.with_context(|| format!("no memory in {sum}"))
    }

    fn say(&mut self, method: &str, parameters: &Value) -> Result<()> {
        let command = json!({ "id": self.asked, "method": method, "params": parameters });
        self.socket.send(&command.to_string())
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        self.asked += 1;
        self.say(method, parameters)?;
        loop {
            let said: Value = serde_json::from_str(&self.socket.receive()?)?;
            if said.get("id").and_then(Value::as_u64) != Some(self.asked) {
                // An event, or what an earlier command was answered.
                continue;
            }
            return match said.get("result") {
                Some(result) => Ok(result.clone()),
                None => bail!("{method}: {said}"),
            };
        }
    }
}

/// Looks at the heap again and again.
#[derive(Debug)]
pub struct Watch {
    is_over: Arc<AtomicBool>,
    looking: JoinHandle<Result<(Inspector, Heap, u32)>>,
}

impl Watch {
    /// Begins.
    #[must_use]
    pub fn start(mut inspector: Inspector) -> Self {
        let is_over = Arc::<AtomicBool>::default();
        let ends = Arc::clone(&is_over);
        let looking = thread::spawn(move || {
            let (mut most, mut looks) = (Heap::default(), 0);
            while !ends.load(Ordering::Relaxed) {
                let heap = inspector.heap()?;
                most = if heap.sum() > most.sum() { heap } else { most };
                looks += 1;
                thread::sleep(BETWEEN);
            }
            Ok((inspector, most, looks))
        });
        Self { is_over, looking }
    }

    /// Ends: the inspector, the heap where it was largest, and how often it was looked at. Errors: as [`Inspector::heap`].
    pub fn end(self) -> Result<(Inspector, Heap, u32)> {
        self.is_over.store(true, Ordering::Relaxed);
        self.looking.join().map_err(|_| anyhow::anyhow!("looking panicked"))?
    }
}

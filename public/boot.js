// Starts the app. A file of its own, because the Content-Security-Policy allows no
// script inside the page.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
// The build writes the name here. It is of this very build, as the first part is.
const late = new URL(globalThis.LATE, document.baseURI);

// The program comes in two parts. What the first one exports is all that the later one imports.
let first;
let isWhole = false;
let underWay;

// Called by the program.
globalThis.hasLate = () => isWhole;

// Called by the program: brings the later part, now or in the background; tells whether it is here.
globalThis.bringLate = (now) => {
  if (isWhole) return true;
  if (now) {
    try {
      new WebAssembly.Instance(new WebAssembly.Module(read(late)), { first });
      whole();
    } catch (error) {
      // The call that waits for it cannot end. Nothing that is stored suffers.
      tell(error, NOT_WHOLE);
      throw error;
    }
  } else {
    underWay ??= bring()
      .catch(() => dispatchEvent(new Event("late-missing")))
      .finally(() => (underWay = undefined));
  }
  return isWhole;
};

// Called by the program: starts one of the programs that work beside the page. The build writes their
// names here; each is of this very build.
const workers = globalThis.WORKERS;
globalThis.startWorker = (name) => new Worker(new URL(workers[name], document.baseURI), { type: "module" });

// Called by the program: stretches a password (PBKDF2), with a fresh salt where none is given, and answers
// with `rounds.salt.hash`. The salt is the text of 16 random bytes. An insecure origin refuses.
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
globalThis.stretch = async (password, salt = hex(crypto.getRandomValues(new Uint8Array(16))), rounds = 210_000) => {
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(password), "PBKDF2", false, ["deriveBits"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: rounds };
  return [rounds, salt, hex(await crypto.subtle.deriveBits(way, key, 256))].join(".");
};

async function bring() {
  const part = await WebAssembly.compileStreaming(fetch(late));
  // A call may have waited for it meanwhile.
  if (isWhole) return;
  await WebAssembly.instantiate(part, { first });
  whole();
}

// What is on this device already is no reason to wait later. Nothing here waits for a network, and
// nothing that goes wrong keeps the app from starting.
async function bringKept() {
  try {
    if (navigator.serviceWorker?.controller && (await caches.match(late))) await bring();
  } catch {
    // It is asked for again when it is wanted.
  }
}

function whole() {
  isWhole = true;
  // Not in the middle of the call that may wait for it.
  queueMicrotask(() => dispatchEvent(new Event("late-here")));
}

// While a call waits nothing else may run, so this request holds up the page.
function read(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${address}: HTTP status ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
}

// Without the app there is no catalogue of texts: these sentences stand here, in both languages.
const CANNOT_START = [
  "Không mở được ứng dụng trên trình duyệt này. Phiếu đã lưu trên máy vẫn còn nguyên.",
  "Xin tải lại trang; nếu vẫn không được, hãy cập nhật trình duyệt rồi mở lại. Đừng xoá dữ liệu trình duyệt.",
  "The app did not start. What was saved on this device is still there. Reload the page; if that does not " +
    "help, update the browser. Do not clear the browser's data.",
];
const NOT_WHOLE = [
  "Sổ Hội chưa được tải đủ về máy này nên việc vừa làm chưa lưu được. Những gì đã báo “Đã lưu” vẫn còn nguyên.",
  "Xin mở lại trang khi có mạng.",
  "Sổ Hội is not on this device as a whole yet, so what you just did could not be saved. What was saved before " +
    "is still there. Please open the page again with a network.",
];

// Takes the whole page: nobody should go on in one that can no longer save.
function tell(error, lines) {
  const message = document.createElement("div");
  message.className = "opening";
  message.setAttribute("role", "alert");
  for (const line of [...lines, String(error)]) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    message.append(paragraph);
  }
  const rescue = document.createElement("a");
  rescue.href = "rescue.html";
  rescue.textContent = "Lấy công việc ra tệp · Save the work to a file";
  message.append(rescue);
  document.body.replaceChildren(message);
}

try {
  const { default: load, start } = await import(new URL(js, document.baseURI));
  first = await load({ module_or_path: new URL(wasm, document.baseURI) });
  await bringKept();
  // From here on the later part can be called, so nothing of the app runs before.
  start();
  // The build runs: the service worker may let go of the one before it.
  navigator.serviceWorker?.controller?.postMessage("running");
} catch (error) {
  tell(error, CANNOT_START);
  throw error;
}

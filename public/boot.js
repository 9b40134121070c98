// Starts the app. A file of its own, because the Content-Security-Policy allows no
// script inside the page.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

try {
  const { default: start } = await import(new URL(js, document.baseURI));
  await start({ module_or_path: new URL(wasm, document.baseURI) });
  // The build runs: the service worker may let go of the one before it.
  navigator.serviceWorker?.controller?.postMessage("running");
} catch (error) {
  tell(error);
  throw error;
}

// Without the app there is no catalogue of texts: these sentences stand here, in both languages.
function tell(error) {
  document.getElementById("opening")?.remove();
  const lines = [
    "Không mở được ứng dụng trên trình duyệt này. Phiếu đã lưu trên máy vẫn còn nguyên.",
    "Xin tải lại trang; nếu vẫn không được, hãy cập nhật trình duyệt rồi mở lại. Đừng xoá dữ liệu trình duyệt.",
    "The app did not start. What was saved on this device is still there. Reload the page; if that " +
      "does not help, update the browser. Do not clear the browser's data.",
    String(error),
  ];
  const message = document.createElement("div");
  message.className = "opening";
  message.setAttribute("role", "alert");
  for (const line of lines) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    message.append(paragraph);
  }
  document.body.append(message);
}

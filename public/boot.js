// Starts the app. A file of its own, because the Content-Security-Policy allows no
// script inside the page.

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

try {
  const { default: start } = await import(new URL(js, document.baseURI));
  await start({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  // Without the app there is no catalogue of texts: this one sentence stands here.
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent =
    "Không mở được ứng dụng. Hãy tải lại trang; nếu vẫn không được, dùng trình duyệt mới hơn. " +
    `(The app did not start: ${error})`;
  document.body.append(message);
  throw error;
}

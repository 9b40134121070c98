//! The browser app's files.

use std::fs;

use axum::body::Body;
use axum::http::Method;
use tempfile::TempDir;

use crate::harness::{Answer, Client, Server};

/// A built app: a page, a module with compressed forms, a folder, and things nobody may see.
fn files() -> TempDir {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let root = folder.path();
    let put = |name: &str, text: &str| fs::write(root.join(name), text).expect("it is written");
    fs::create_dir(root.join("app")).expect("it is made");
    fs::create_dir(root.join("app/sub folder")).expect("it is made");
    put("secret.txt", "outside of the app");
    put("app/index.html", "<!doctype html>");
    put("app/app.js", "plain");
    put("app/app.js.br", "brotli");
    put("app/app.js.gz", "gzip");
    put("app/app_bg.wasm", "\0asm");
    put("app/.hidden", "hidden");
    put("app/sub folder/hội.svg", "<svg/>");
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("secret.txt"), root.join("app/link.txt"))
        .expect("it is linked");
    folder
}

async fn server() -> (TempDir, Client) {
    let folder = files();
    let server = Server::empty(Some(&folder.path().join("app"))).await;
    let client = server.stranger();
    (folder, client)
}

async fn get(client: &Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    client.send(Method::GET, path, headers, Body::empty()).await
}

#[tokio::test]
async fn a_file_comes_in_the_best_form_that_the_browser_takes() {
    let (_folder, client) = server().await;
    let cases = [
        ("", "plain", ""),
        ("gzip", "gzip", "gzip"),
        ("gzip, br", "brotli", "br"),
        ("br;q=0, gzip;q=0.1", "gzip", "gzip"),
        ("zstd", "plain", ""),
    ];
    let mut tags = Vec::new();
    for (accepted, text, encoding) in cases {
        let answer = get(&client, "/app.js", &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.text(), text, "{accepted}");
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(
            answer.header("content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("vary"), "accept-encoding");
        tags.push(answer.header("etag").to_owned());
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3, "each form has a tag of its own: {tags:?}");
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again_until_it_changes() {
    let (folder, client) = server().await;
    let tag = get(&client, "/", &[]).await.header("etag").to_owned();
    let answer = get(&client, "/", &[("if-none-match", &tag)]).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (304, 0));
    assert_eq!(answer.header("etag"), tag);
    fs::write(folder.path().join("app/index.html"), "<!doctype html><p>").expect("it is written");
    let answer = get(&client, "/", &[("if-none-match", &tag)]).await;
    assert_eq!(answer.text(), "<!doctype html><p>");
}

#[tokio::test]
async fn names_are_decoded_and_types_are_known() {
    let (_folder, client) = server().await;
    let cases = [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/app_bg.wasm", "application/wasm"),
        ("/sub%20folder/h%E1%BB%99i.svg", "image/svg+xml"),
    ];
    for (path, media_type) in cases {
        let answer = get(&client, path, &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
    }
}

#[tokio::test]
async fn what_is_no_file_of_the_app_is_404_and_never_the_start_page() {
    let (_folder, client) = server().await;
    for path in [
        "/nothing.js",
        "/nothing",
        "/sub%20folder",
        "/sub%20folder/",
        "/app.js/",
        "/app.js.br",
        "/.hidden",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/index.html%00.js",
        "/%ff",
        "/%zz",
        "/link.txt",
    ] {
        let answer = get(&client, path, &[("accept", "text/html")]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("doctype"), "{path}");
        assert!(!answer.text().contains("outside"), "{path}");
    }
    let answer = client
        .send(Method::POST, "/app.js", &[], Body::empty())
        .await;
    assert_eq!(answer.status, 405);
}

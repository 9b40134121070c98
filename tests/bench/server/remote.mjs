// express-pouchdb in a process of its own, on LevelDB in the folder that is named; says its port.

import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const PouchDB = require("pouchdb");
const express = require("express");
const folder = process.argv[2];

const Databases = PouchDB.defaults({ prefix: join(folder, "remote-") });
const app = express();
const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: join(folder, "log.txt") };
app.use("/", require("express-pouchdb")(Databases, options));
const server = app.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());

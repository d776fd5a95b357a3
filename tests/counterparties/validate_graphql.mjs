// Reads {name: query} from standard input and prints what GitHub's own schema says against each: {name: [messages]}.
// argv[2] is the node_modules folder that holds graphql and @octokit/graphql-schema.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = process.argv[2];
const require = createRequire(join(modules, "index.js"));
const { buildSchema, parse, validate } = require("graphql");
const text = readFileSync(join(modules, "@octokit/graphql-schema/schema.graphql"), "utf8");
// the published schema defines two fields twice: it is taken as it is
const schema = buildSchema(text, { assumeValidSDL: true, assumeValid: true });
const found = {};
for (const [name, query] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  found[name] = validate(schema, parse(query)).map((error) => error.message);
}
console.log(JSON.stringify(found));

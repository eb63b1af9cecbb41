#!/bin/sh
# Three packages of npm that read `text/event-stream` give programs other events than the HTML standard (9.2.5, 9.2.6):
# - parse-sse ("spec-compliant") delivers an event that was cut off: "sum 12" of "sum 1234". In the standard the data of
#   an event that no blank line ends "must be discarded".
# - @server-sent-stream/parser takes a comment ":data: …" for data, and ends a value at U+2028. In the standard a line
#   that begins with a colon is ignored, and only CR and LF end lines.
# - @azure/core-sse gives the name of an event without data to the next event, and drops empty lines at the start of a
#   text. In the standard the first of them sets the name to the empty string, and lines are joined by line feeds.
#
# What follows: what the server sends is read by code of our own, which drops an event that was cut off.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit parse-sse@0.1.0 @server-sent-stream/parser@1.0.4 @azure/core-sse@2.3.0
npm list --depth=0 | grep sse
npm list --depth=0 | grep server-sent
cat >read.mjs <<'JAVASCRIPT'
import {createSseStream} from "@azure/core-sse";
import parser from "@server-sent-stream/parser";
import {parseServerSentEvents} from "parse-sse";

const EventStreamParser = parser.default ?? parser;

async function byParseSse(text) {
  const seen = [];
  for await (const {type, data} of parseServerSentEvents(new Response(text))) seen.push([type, data]);
  return seen;
}

function byServerSentStream(text) {
  const seen = [];
  const reader = new EventStreamParser((data, type) => seen.push([type, data]));
  reader.push(text);
  reader.end();
  return seen;
}

async function byAzure(text) {
  const seen = [];
  for await (const {event, data} of createSseStream(new Response(text).body)) seen.push([event, data]);
  return seen;
}

const cases = [
  [byParseSse, "data: sum 12", '[["message","sum 12"]]', "[]"],
  [byServerSentStream, ":data: a comment\ndata: sum\n\n", '[["message","a comment\\nsum"]]', '[["message","sum"]]'],
  [byServerSentStream, "data: a\u2028b\n\n", '[["message","a"]]', '[["message","a\u2028b"]]'],
  [byAzure, "event: end\n\ndata: sum\n\n", '[["end","sum"]]', '[["","sum"]]'],
  [byAzure, "data:\ndata: sum\n\n", '[["","sum"]]', '[["","\\nsum"]]'],
];
let changed = false;
for (const [read, text, expected, standard] of cases) {
  const seen = JSON.stringify(await read(text));
  const line = `${read.name} of ${JSON.stringify(text)}: ${seen}, in the standard ${standard}`;
  console.log(line.replaceAll("\u2028", "\\u2028"));
  changed ||= seen !== expected;
}
if (changed) {
  console.log("The behavior has changed.");
  process.exit(1);
}
JAVASCRIPT
node read.mjs

// Generates docs/http-api.md and docs/openapi.json from the table of operations; with --check it only compares.
// In both cases it checks that every path and every link in the documentation leads to a file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './source-tree.mjs';

/** @typedef {{type?: string | string[], properties?: Record<string, Schema>, required?: string[], items?: Schema, enum?: unknown[], const?: unknown, anyOf?: Schema[], oneOf?: Schema[], additionalProperties?: Schema | boolean, default?: unknown, $ref?: string}} Schema */

/** Named in the documentation as examples of what a reader adds. */
const IMAGINARY = new Set(['electron/backend-types/paint/']);

const { module } = await runnerImport(join(ROOT, 'electron', 'http', 'openapi.ts'), {
  root: ROOT,
  configFile: false,
  logLevel: 'error',
});
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const openApi = module.createOpenApi(version);

const files = {
  'docs/openapi.json': `${JSON.stringify(openApi, null, 2)}\n`,
  'docs/http-api.md': renderMarkdown(),
};
const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(files)) {
  const path = join(ROOT, name);
  if (!check) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error(`${name} is not what the operations say. Run "npm run docs" and commit it.`);
    process.exit(1);
  }
}

const lost = documents().flatMap(lostPathsIn);
if (lost.length > 0) {
  console.error(`The documentation names what is not there:\n${lost.join('\n')}`);
  process.exit(1);
}

/** Pages that describe the present state, by their paths from the root. */
function documents() {
  const pages = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  return ['README.md', 'CONTRIBUTING.md', ...pages];
}

/**
 * Paths in backticks that begin with a folder of the root, and targets of relative links.
 * @param {string} page
 */
function lostPathsIn(page) {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const named = [
    ...text.matchAll(/`((?:shared|electron|renderer|e2e|bench|build|docs|examples)\/[\w./-]*)`/g),
  ];
  const linked = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)];
  return [
    ...named.map(([, path = '']) => path).filter((path) => !IMAGINARY.has(path)),
    ...linked.map(([, path = '']) => join(dirname(page), path)),
  ]
    .filter((path) => !existsSync(join(ROOT, path)))
    .map((path) => `  ${page}: ${path}`);
}

function renderMarkdown() {
  const parts = [
    '# The HTTP API',
    'Generated from `shared/operations/` by `npm run docs`; do not edit. The same as OpenAPI 3.1: [openapi.json](openapi.json), also served at `/openapi.json`.',
    readFileSync(join(ROOT, 'docs', 'http-api-intro.md'), 'utf8').trim(),
    '## Operations',
  ];
  for (const [path, { post }] of Object.entries(openApi.paths)) {
    if (post.operationId === 'GetNewSession') continue;
    const input = post.requestBody.content['application/json'].schema;
    const output = post.responses[200].content['application/json'].schema.anyOf[0];
    parts.push(`### ${post.operationId}`, `\`POST ${path}\` — ${post.summary} ${post.description}`);
    const rows = Object.entries(input.properties ?? {}).map(
      ([name, schema]) => `| \`${name}\` | ${cell(typeOf(schema))} | ${defaultOf(name, schema, input)} |`,
    );
    parts.push(
      rows.length > 0
        ? ['| parameter | type | default |', '|---|---|---|', ...rows].join('\n')
        : 'No parameters.',
    );
    parts.push(`Returns:\n\n\`\`\`ts\n${typeOf(output)}\n\`\`\``);
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * @param {string} name
 * @param {Schema} schema
 * @param {Schema} input
 */
function defaultOf(name, schema, input) {
  if (schema.default !== undefined) return `\`${JSON.stringify(schema.default)}\``;
  return input.required?.includes(name) ? 'required' : 'left out';
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/**
 * A JSON schema as one reads a type.
 * @param {Schema} schema
 * @param {string} [indent]
 * @returns {string}
 */
function typeOf(schema, indent = '') {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => typeOf(choice, indent)).join(' | ');
  if (schema.type === 'array') {
    const item = typeOf(schema.items ?? {}, indent);
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  if (schema.type === 'object' || schema.properties) {
    const entries = Object.entries(schema.properties ?? {});
    if (entries.length === 0) {
      const rest = schema.additionalProperties;
      return typeof rest === 'object' ? `{ [name: string]: ${typeOf(rest, indent)} }` : 'object';
    }
    const inner = `${indent}  `;
    const lines = entries.map(
      ([name, property]) =>
        `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(property, inner)};`,
    );
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return [schema.type ?? 'unknown'].flat().join(' | ');
}

// Finds what looks like a text for a person in a source file, by TypeScript's syntax tree.
import ts from 'typescript';

/** Attributes and properties whose value is for a person, however short it is. */
const TEXT_NAMES = new Set(
  'action alt aria-description aria-label aria-roledescription body description done error heading hint label loadingMessage message placeholder reason summary text title tooltip words'.split(
    ' ',
  ),
);

/** Attributes and properties whose value is never for a person. */
const CODE_NAMES =
  /^(class|className|classNames|id|key|name|style|styles|type|kind|role|value|d|viewBox|transform|href|rel|target|mask|data-.*|aria-(labelledby|describedby|controls|live|haspopup)|css|selector|fontFamily|fontFamilyMonospace|w|h|operation|command|example|code)$/;

/** Names of products and formats, which are the same in every language. */
const NAMES =
  /\b(Switchyard|SwarmUI|ComfyUI|Ollama|llama\.cpp|LM Studio|Hugging Face|KoboldCpp|StabilityMatrix|Stability Matrix|Forge|reForge|AUTOMATIC1111|Open WebUI|OpenAI|Anthropic|Python|Node|Electron|Chromium|JSON|HTTPS?|API|URL|GPU|VRAM|RAM|MIT|Linux|macOS|Windows|Bearer|curl|PowerShell|JavaScript|Shell|Slurm|Apple|NVIDIA|AMD|Intel|Authorization)\b/g;

/**
 * @typedef {{line: number, text: string}} FoundText
 * @param {string} path
 * @param {string} source
 * @returns {FoundText[]}
 */
export function findTexts(path, source) {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  /** @type {FoundText[]} */
  const found = [];
  visit(file);
  return found;

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isError(node) || isLogLine(node)) return;
    if (ts.isJsxText(node)) {
      if (hasWord(node.text)) add(node, node.text);
    } else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (!ts.isExportDeclaration(node.parent) && isText(node, node.text)) add(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' … ');
      if (isText(node, text)) add(node, text);
    }
    ts.forEachChild(node, visit);
  }

  /**
   * @param {ts.Node} node
   * @param {string} text
   */
  function add(node, text) {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push({ line: line + 1, text: text.trim().replace(/\s+/g, ' ') });
  }
}

/** Errors that are thrown for programmers. @param {ts.Node} node */
const isError = (node) => ts.isNewExpression(node) && /^(Type|Range)?Error$/.test(node.expression.getText());

/** Logs are in English. `io.log('…')`, `logMessage('…')`, `log.info('…')`. @param {ts.Node} node */
const isLogLine = (node) =>
  ts.isCallExpression(node) &&
  /(^|\.)#?(log|logMessage|startRunInLog|endRunInLog)$|(^|\.)log\.(debug|info|warn|error)$/.test(
    node.expression.getText(),
  );

/** Paths and addresses are none. @param {string} text */
const hasWord = (text) => !/^([/~.]|https?:)/.test(text) && /\p{L}{2}/u.test(text.replace(NAMES, ''));

/**
 * @param {ts.Node} node
 * @param {string} text
 */
function isText(node, text) {
  if (!hasWord(text) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node)) return false;
  const name = nameOf(node);
  if (name !== null && TEXT_NAMES.has(name))
    return !/^[a-z]+[A-Za-z]*$/.test(text) || name.startsWith('aria-');
  if (name !== null && CODE_NAMES.test(name)) return false;
  return isProse(text) || (name === null && isShown(node) && /^\p{Lu}/u.test(text));
}

/** What the value belongs to, also through a choice between two values. @param {ts.Node} node */
function ownerOf(node) {
  let at = node.parent;
  while (
    ts.isConditionalExpression(at) ||
    ts.isJsxExpression(at) ||
    ts.isParenthesizedExpression(at) ||
    (ts.isBinaryExpression(at) && /^(\?\?|\|\||&&|\+)$/.test(at.operatorToken.getText()))
  )
    at = at.parent;
  return at;
}

/** Whether the value stands between two tags, as in `{name ?? 'Empty'}`. @param {ts.Node} node */
function isShown(node) {
  const owner = ownerOf(node);
  return ts.isJsxElement(owner) || ts.isJsxFragment(owner);
}

/** The attribute or property that the value belongs to. @param {ts.Node} node */
function nameOf(node) {
  const at = ownerOf(node);
  if (ts.isJsxAttribute(at)) return at.name.getText();
  if (ts.isPropertyAssignment(at)) return at.name.getText().replace(/^['"]|['"]$/g, '');
  return null;
}

/** Two words or more, of which the first has a capital; or a sentence. @param {string} text */
const isProse = (text) =>
  /\p{L}{2}.*\s\p{L}*\p{L}{2}/u.test(text.replace(NAMES, 'Xx')) &&
  (/^[^a-z]*\p{Lu}\p{Ll}/u.test(text) || /[.!?:…]$/.test(text)) &&
  !/[{};]|^\(|^sy-/.test(text);

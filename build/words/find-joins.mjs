// Finds where messages are put together by the code, by TypeScript's syntax tree: what stands between them, and in which order, differs
// between languages, as do the digits of a number.
import ts from 'typescript';

/** Separators that are the same in every language. */
const NEUTRAL = /^(\s*[•·]\s*|\n+|)$/;
/** What a sentence or a list is joined by. */
const GLUE = /^[\s,;:.()]+$/;

/**
 * @param {string} path
 * @param {string} source
 * @returns {{line: number, text: string}[]}
 */
export function findJoins(path, source) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  /** @type {{line: number, text: string}[]} */
  const found = [];
  /** The functions of this file that make messages: `const t = words(logWords)`. @type {Set<string>} */
  const makers = new Set();
  each(file, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isCallExpression(node.initializer))
      if (node.initializer.expression.getText() === 'words') makers.add(node.name.getText());
  });
  each(file, (node) => {
    if (isJoin(node) || isGlue(node) || isNumber(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, text: node.getText().trim().replace(/\s+/g, ' ') });
    }
  });
  return found;

  /** @param {ts.Node} node */
  function isJoin(node) {
    if (ts.isTemplateExpression(node)) {
      const texts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      return (
        !texts.every((text) => NEUTRAL.test(text)) &&
        node.templateSpans.some((span) => isMessage(span.expression))
      );
    }
    if (ts.isBinaryExpression(node))
      return (
        node.operatorToken.kind === ts.SyntaxKind.PlusToken && (isMessage(node.left) || isMessage(node.right))
      );
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const [separator] = node.arguments;
    return (
      node.expression.name.text === 'join' &&
      separator !== undefined &&
      ts.isStringLiteral(separator) &&
      GLUE.test(separator.text) &&
      !NEUTRAL.test(separator.text) &&
      hasMessage(node.expression.expression)
    );
  }

  /** A message, or a choice between several. @param {ts.Expression} node @returns {boolean} */
  function isMessage(node) {
    if (ts.isParenthesizedExpression(node)) return isMessage(node.expression);
    if (ts.isConditionalExpression(node)) return isMessage(node.whenTrue) || isMessage(node.whenFalse);
    return ts.isCallExpression(node) && makers.has(node.expression.getText());
  }

  /** @param {ts.Node} node */
  function hasMessage(node) {
    let has = false;
    each(node, (one) => {
      has ||= ts.isCallExpression(one) && makers.has(one.expression.getText());
    });
    return has;
  }
}

/** Punctuation between elements of JSX. @param {ts.Node} node */
const isGlue = (node) => ts.isJsxText(node) && node.text.trim() !== '' && GLUE.test(node.text);

/** A number as the system or JavaScript writes it. @param {ts.Node} node */
const isNumber = (node) =>
  ts.isCallExpression(node) &&
  /\.(toFixed|toPrecision|toLocale(Date|Time)?String)$/.test(node.expression.getText()) &&
  !(ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'Number');

/** @param {ts.Node} node @param {(node: ts.Node) => void} look */
function each(node, look) {
  look(node);
  ts.forEachChild(node, (child) => each(child, look));
}

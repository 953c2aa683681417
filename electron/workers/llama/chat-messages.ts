/** Reads the messages of a chat, with the calls of tools in them. */
import type { ChatMessage, ToolCall } from './generation.ts';
import { invalid, isRecord } from './request-fields.ts';

/** Calls that wait for their results, by their ids. */
type PendingCalls = Map<string, ToolCall>;

/** @throws ApiError 400 */
export function parseMessages(raw: unknown): ChatMessage[] {
  if (!Array.isArray(raw) || raw.length === 0) throw invalid('messages', 'a list of at least one message');
  const messages: ChatMessage[] = [];
  const pending: PendingCalls = new Map();
  for (const [index, message] of raw.entries()) {
    const name = `messages[${index}]`;
    if (!isRecord(message)) throw invalid(name, 'an object with role and content');
    if (message.role === 'tool') {
      addResult(message, pending, name);
      continue;
    }
    checkResults(pending, name);
    messages.push(parseMessage(message, pending, name));
  }
  checkResults(pending, `messages[${raw.length}]`);
  return messages;
}

function parseMessage(
  { role, content, tool_calls: rawCalls }: Record<string, unknown>,
  pending: PendingCalls,
  name: string,
): ChatMessage {
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'system', text: parseContent(content, `${name}.content`) };
    case 'user':
      return { role, text: parseContent(content, `${name}.content`) };
    case 'assistant': {
      const toolCalls = parseToolCalls(rawCalls ?? [], pending, `${name}.tool_calls`);
      // A reply that consists of calls has no content.
      const text =
        content === undefined && toolCalls.length > 0 ? '' : parseContent(content, `${name}.content`);
      return { role, text, toolCalls };
    }
    default:
      throw invalid(`${name}.role`, "'system', 'user', 'assistant' or 'tool'");
  }
}

/** Null is an empty text, as llama-server takes it. */
function parseContent(content: unknown, name: string): string {
  if (content === null) return '';
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? content : [null];
  const texts = parts.map((part: unknown) =>
    isRecord(part) && part.type === 'text' && typeof part.text === 'string' ? part.text : null,
  );
  if (texts.includes(null)) throw invalid(name, "a text, null, or a list of parts of the type 'text'");
  return texts.join('');
}

function parseToolCalls(raw: unknown, pending: PendingCalls, name: string): ToolCall[] {
  if (!Array.isArray(raw)) throw invalid(name, 'a list of calls');
  return raw.map((item: unknown, index) => {
    const { id, function: called } = isRecord(item) ? item : {};
    if (typeof id !== 'string' || !isRecord(called) || typeof called.name !== 'string')
      throw invalid(`${name}[${index}]`, 'an object with id and function, which has a name and arguments');
    const call: ToolCall = { name: called.name, arguments: parseArguments(called.arguments), result: '' };
    pending.set(id, call);
    return call;
  });
}

/** What the model wrote is shown to it again, even where it is no JSON. */
function parseArguments(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw ?? {};
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

function addResult(
  { tool_call_id: id, content }: Record<string, unknown>,
  pending: PendingCalls,
  name: string,
): void {
  const call = typeof id === 'string' ? pending.get(id) : undefined;
  if (!call)
    throw invalid(`${name}.tool_call_id`, 'the id of a tool call in the assistant message before it');
  call.result = parseContent(content, `${name}.content`);
  pending.delete(id as string);
}

function checkResults(pending: PendingCalls, name: string): void {
  const [id] = pending.keys();
  if (id !== undefined)
    throw invalid(name, `a message of the role 'tool' with the result of the tool call '${id}'`);
}

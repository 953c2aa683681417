/** How tools and their calls are shown to a model, and read from what it writes. */
import type { ChatHistoryItem, ChatModelFunctions, GbnfJsonSchema } from 'node-llama-cpp';
import type { ChatMessage, Tool } from './generation.ts';

/** By their names, as node-llama-cpp takes them; undefined where there are none. */
export function toFunctions(tools: readonly Tool[]): ChatModelFunctions | undefined {
  if (tools.length === 0) return undefined;
  return Object.fromEntries(
    tools.map(({ name, description, parameters }) => [
      name,
      { ...(description === '' ? {} : { description }), params: parameters },
    ]),
  );
}

/** The JSON of a reply that has to be a call: node-llama-cpp leaves a model the choice to call a function or not. */
export function requiredCallSchema(tools: readonly Tool[]): GbnfJsonSchema {
  return {
    oneOf: tools.map(({ name, parameters }) => ({
      type: 'object',
      properties: { name: { enum: [name] }, arguments: parameters },
    })),
  } as GbnfJsonSchema;
}

/** What the model is told where its reply has to be a call. */
export function describeTools(tools: readonly Tool[]): string {
  const lines = tools.map((tool) => JSON.stringify(tool));
  return `Reply with a call of one of these tools, as JSON with "name" and "arguments":\n${lines.join('\n')}`;
}

/** @returns null where the text was cut off before the call was complete */
export function parseRequiredCall(text: string): { name: string; json: string } | null {
  try {
    const call = JSON.parse(text) as { name: string; arguments: unknown };
    return { name: call.name, json: JSON.stringify(call.arguments) };
  } catch {
    return null;
  }
}

/** @param instruction added to the system message; null adds nothing */
export function toHistory(messages: readonly ChatMessage[], instruction: string | null): ChatHistoryItem[] {
  const history: ChatHistoryItem[] = [];
  for (const message of messages) {
    if (message.role !== 'assistant') {
      history.push({ type: message.role, text: message.text });
      continue;
    }
    const response = [
      ...(message.text === '' && message.toolCalls.length > 0 ? [] : [message.text]),
      ...message.toolCalls.map(({ name, arguments: params, result }, index) => ({
        type: 'functionCall' as const,
        name,
        params,
        result,
        ...(index === 0 ? { startsNewChunk: true } : {}),
      })),
    ];
    const last = history.at(-1);
    // A call, its result and what the model says of it are one reply.
    if (last?.type === 'model') last.response.push(...response);
    else history.push({ type: 'model', response });
  }
  if (instruction === null) return history;
  const [first, ...rest] = history;
  if (first?.type !== 'system') return [{ type: 'system', text: instruction }, ...history];
  return [{ type: 'system', text: `${String(first.text)}\n\n${instruction}` }, ...rest];
}

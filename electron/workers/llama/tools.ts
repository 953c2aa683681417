/** Reads which tools a model may call, and which it has to. */
import type { Tool, ToolUse } from './generation.ts';
import { convertSchema, SchemaError } from './replies/json-schema.ts';
import { type Fields, invalid, isRecord, unsupported } from './request-fields.ts';

/** @throws ApiError 400 */
export function parseToolUse(read: Fields): ToolUse {
  read.refuse(
    'functions',
    (value) => !(Array.isArray(value) && value.length === 0),
    'functions is an old form that is not supported by this server: use tools.',
  );
  const raw = read.value('tools') ?? [];
  if (!Array.isArray(raw)) throw invalid('tools', 'a list of tools');
  const tools = raw.map((tool: unknown, index) => parseTool(tool, `tools[${index}]`));
  const isParallel = read.boolean('parallel_tool_calls') ?? true;
  const choice = read.value('tool_choice') ?? 'auto';
  if (choice === 'none') return { tools: [], isRequired: false, isParallel };
  if (choice === 'auto') return { tools, isRequired: false, isParallel };
  if (choice === 'required') {
    if (tools.length === 0)
      throw invalid('tools', "a list of at least one tool where tool_choice is 'required'");
    return { tools, isRequired: true, isParallel };
  }
  const name = isRecord(choice) && isRecord(choice.function) ? choice.function.name : undefined;
  const chosen = tools.filter((tool) => tool.name === name);
  if (chosen.length === 0)
    throw invalid(
      'tool_choice',
      "'none', 'auto', 'required', or an object with the name of one of the tools",
    );
  return { tools: chosen, isRequired: true, isParallel };
}

function parseTool(tool: unknown, name: string): Tool {
  const definition = isRecord(tool) && tool.type === 'function' ? tool.function : undefined;
  if (!isRecord(definition)) throw invalid(name, "an object of the type 'function' with a function");
  const { name: toolName, description, parameters, strict } = definition;
  // The names that OpenAI allows, and the dots and colons of other servers.
  if (typeof toolName !== 'string' || !/^[\w.:-]{1,128}$/.test(toolName))
    throw invalid(`${name}.function.name`, 'a name of letters, digits, and the characters _ . : -');
  try {
    return {
      name: toolName,
      description: typeof description === 'string' ? description : '',
      parameters: convertSchema(parameters ?? { type: 'object', properties: {} }, strict === true),
    };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw unsupported(
      `${name}.function.parameters`,
      `The parameters of the tool '${toolName}': ${error.message}`,
    );
  }
}

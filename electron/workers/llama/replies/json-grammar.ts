/** Makes the grammars that hold a model to JSON. */
import type { GbnfJsonSchema, Llama, LlamaGrammar } from 'node-llama-cpp';

/** The rules of the library for white space, which permit a new line as well as a space. */
const WHITESPACE_RULE = /^(comma-)?(whitespace-\S+) ::= .*$/gm;

/**
 * Without new lines between the parts: many chat templates end a message by one, so that it would end the reply too.
 * @throws Error where llama.cpp does not take the grammar
 */
export async function createJsonGrammar(llama: Llama, schema: GbnfJsonSchema): Promise<LlamaGrammar> {
  // Its type derives that of the reply from a schema that is known when the program is compiled.
  const { grammar, stopGenerationTriggers } = await llama.createGrammarForJsonSchema(schema as never);
  return llama.createGrammar({
    grammar: grammar.replace(WHITESPACE_RULE, (_rule, comma = '', name) =>
      comma === '' ? `${name} ::= [ ]?` : `${comma}${name} ::= "," [ ]?`,
    ),
    stopGenerationTriggers,
    trimWhitespaceSuffix: true,
  });
}

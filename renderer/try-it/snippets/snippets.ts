/** What other programs need to use a model: ready to be copied, with the address and the name that are right here. */

import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { joinTranslated } from '../../../shared/words/join-texts.ts';
import { words } from '../../../shared/words/words.ts';
import { isLoopbackUrl } from '../../format/is-loopback-url.ts';

const t = words(tryItWords);

export interface SnippetFacts {
  /** With `/v1`, without a slash at its end. */
  baseUrl: string;
  model: string;
  purpose: 'text' | 'embeddings';
  /** False: any text will do in its place. */
  needsKey: boolean;
}

export interface Snippet {
  id: string;
  name: string;
  /** Where the text belongs, in a sentence. */
  where: string;
  text: string;
}

/** Stands where the key of the reader belongs. */
export const KEY_PLACEHOLDER = 'YOUR_KEY';
/** Some clients refuse an empty key. */
const NO_KEY = 'none';

const keyOf = ({ needsKey }: SnippetFacts): string => (needsKey ? KEY_PLACEHOLDER : NO_KEY);

/** A string of JSON is a string of Python, JavaScript and YAML, too. */
const quote = (text: string): string => JSON.stringify(text);

const shellQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function makeSnippets(facts: SnippetFacts): Snippet[] {
  return [
    curl(facts),
    python(facts),
    javascript(facts),
    openWebUi(facts),
    continueDev(facts),
    environment(facts),
  ];
}

function curl(facts: SnippetFacts): Snippet {
  const { baseUrl, model, purpose, needsKey } = facts;
  const isText = purpose === 'text';
  const body = isText
    ? { model, messages: [{ role: 'user', content: 'Hello' }] }
    : { model, input: ['A cat sleeps', 'A kitten naps'] };
  const lines = [
    `curl ${shellQuote(`${baseUrl}/${isText ? 'chat/completions' : 'embeddings'}`)}`,
    ...(needsKey ? [`-H "Authorization: Bearer ${KEY_PLACEHOLDER}"`] : []),
    "-H 'Content-Type: application/json'",
    `-d ${shellQuote(JSON.stringify(body))}`,
  ];
  return { id: 'curl', name: 'curl', where: t('shellHint'), text: lines.join(' \\\n  ') };
}

function python(facts: SnippetFacts): Snippet {
  const { baseUrl, model, purpose } = facts;
  const call =
    purpose === 'text'
      ? `stream = client.chat.completions.create(
    model=${quote(model)},
    messages=[{"role": "user", "content": "Hello"}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)`
      : `reply = client.embeddings.create(
    model=${quote(model)},
    input=["A cat sleeps", "A kitten naps"],
)
print([len(each.embedding) for each in reply.data])`;
  return {
    id: 'python',
    name: 'Python',
    where: t('pythonHint'),
    text: `from openai import OpenAI

client = OpenAI(base_url=${quote(baseUrl)}, api_key=${quote(keyOf(facts))})
${call}`,
  };
}

function javascript(facts: SnippetFacts): Snippet {
  const { baseUrl, model, purpose } = facts;
  const call =
    purpose === 'text'
      ? `const stream = await client.chat.completions.create({
  model: ${quote(model)},
  messages: [{ role: 'user', content: 'Hello' }],
  stream: true,
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');`
      : `const reply = await client.embeddings.create({
  model: ${quote(model)},
  input: ['A cat sleeps', 'A kitten naps'],
});
console.log(reply.data.map(({ embedding }) => embedding.length));`;
  return {
    id: 'javascript',
    name: 'JavaScript',
    where: t('javascriptHint'),
    text: `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: ${quote(baseUrl)}, apiKey: ${quote(keyOf(facts))} });
${call}`,
  };
}

function openWebUi(facts: SnippetFacts): Snippet {
  const { baseUrl } = facts;
  return {
    id: 'open-webui',
    name: 'Open WebUI',
    where: joinTranslated([t('openWebUiHint'), isLoopbackUrl(baseUrl) ? t('dockerHint') : '']),
    text: `OPENAI_API_BASE_URL=${baseUrl}\nOPENAI_API_KEY=${keyOf(facts)}`,
  };
}

function continueDev(facts: SnippetFacts): Snippet {
  const { baseUrl, model, purpose } = facts;
  return {
    id: 'continue',
    name: 'Continue',
    where: t('continueHint'),
    text: `models:
  - name: ${quote(`${model} (Switchyard)`)}
    provider: openai
    model: ${quote(model)}
    apiBase: ${quote(baseUrl)}
    apiKey: ${quote(keyOf(facts))}
    roles: [${purpose === 'text' ? 'chat, edit' : 'embed'}]`,
  };
}

function environment(facts: SnippetFacts): Snippet {
  return {
    id: 'environment',
    name: t('environment'),
    where: t('environmentHint'),
    text: `export OPENAI_BASE_URL=${shellQuote(facts.baseUrl)}\nexport OPENAI_API_KEY=${shellQuote(keyOf(facts))}`,
  };
}

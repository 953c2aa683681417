/**
 * The conversation with one backend. It stays in this page and is gone when the page is closed: nothing of it is stored.
 * Invariant: at most one reply is being written, and it is the last message.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { repliesWords } from '../../../shared/words/en/replies.ts';
import { words } from '../../../shared/words/words.ts';
import { type CallFailure, describeFailure } from '../../state/calls.ts';
import type { SendModelRequest } from '../../transport/model-requests.ts';
import { modelName } from '../model-name.ts';
import { readReply } from './read-reply.ts';
import { type ReplySpeed, startTiming } from './reply-speed.ts';

const t = words(repliesWords);

export type ChatMode = 'chat' | 'completion';

export interface ChatMessage {
  id: number;
  role: 'user' | 'assistant';
  text: string;
  /** What a reasoning model thought before it answered. */
  thinking: string;
  state: 'writing' | 'done' | 'stopped' | 'cut' | 'failed';
  failure: CallFailure | null;
  /** Of a reply, once its first word has come. */
  speed: ReplySpeed | null;
}

export interface ChatOptions {
  systemPrompt: string;
  /** Null: as the backend does by itself. */
  temperature: number | null;
  maxTokens: number | null;
}

export interface ChatState {
  options: ChatOptions;
  messages: readonly ChatMessage[];
}

export interface Conversation {
  store: StoreApi<ChatState>;
  setOptions(change: Partial<ChatOptions>): void;
  /**
   * Resolves when the reply is over, whatever came of it. Without effect while a reply is being written.
   * @param model of a backend with several: which one; null for its first
   */
  send(text: string, model: string | null): Promise<void>;
  /** Asks for the last reply once more. */
  retry(model: string | null): Promise<void>;
  /** Ends the reply that is being written; what has come of it stays. */
  stop(): void;
  clear(): void;
}

export const isWriting = ({ messages }: ChatState): boolean => messages.at(-1)?.state === 'writing';

export function createConversation(
  backendId: number,
  mode: ChatMode,
  sendRequest: SendModelRequest,
): Conversation {
  const store = createStore<ChatState>()(() => ({
    options: { systemPrompt: '', temperature: null, maxTokens: null },
    messages: [],
  }));
  let running: AbortController | null = null;
  let count = 0;

  const makeMessage = (facts: Pick<ChatMessage, 'role' | 'text' | 'state'>): ChatMessage => ({
    id: ++count,
    thinking: '',
    failure: null,
    speed: null,
    ...facts,
  });

  const changeLast = (change: (last: ChatMessage) => Partial<ChatMessage>) =>
    store.setState(({ messages }) => {
      const last = messages.at(-1);
      return last ? { messages: [...messages.slice(0, -1), { ...last, ...change(last) }] } : {};
    });

  async function writeReply(model: string | null): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    const request = buildRequest(modelName(backendId, model), mode, store.getState());
    store.setState(({ messages }) => ({
      messages: [...messages, makeMessage({ role: 'assistant', text: '', state: 'writing' })],
    }));
    const timing = startTiming(performance.now());
    try {
      let isCut = false;
      for await (const piece of readReply(await sendRequest({ ...request, signal }))) {
        if (signal.aborted) return;
        isCut ||= piece.isCut;
        timing.add(piece, performance.now());
        changeLast((last) => ({
          text: last.text + piece.text,
          thinking: last.thinking + piece.thinking,
          speed: timing.current(),
        }));
      }
      changeLast(() => ({ state: isCut ? 'cut' : 'done', speed: timing.current() }));
    } catch (error) {
      if (!signal.aborted)
        changeLast(() => ({ state: 'failed', failure: describeFailure(t('replyFailed'), error) }));
    } finally {
      if (running === controller) running = null;
    }
  }

  const stop = () => {
    if (running === null) return;
    running.abort();
    running = null;
    changeLast(() => ({ state: 'stopped' }));
  };

  return {
    store,
    setOptions: (change) => store.setState(({ options }) => ({ options: { ...options, ...change } })),
    send: async (text, model) => {
      if (isWriting(store.getState())) return;
      store.setState(({ messages }) => ({
        messages: [...messages, makeMessage({ role: 'user', text, state: 'done' })],
      }));
      await writeReply(model);
    },
    retry: async (model) => {
      const { messages } = store.getState();
      if (isWriting(store.getState()) || messages.at(-1)?.role !== 'assistant') return;
      store.setState({ messages: messages.slice(0, -1) });
      await writeReply(model);
    },
    stop,
    clear: () => {
      stop();
      store.setState({ messages: [] });
    },
  };
}

/** A failed reply, and what a stopped one lacks, is nothing that the model has said. */
const isSaid = ({ role, text }: ChatMessage): boolean => role === 'user' || text !== '';

function buildRequest(
  model: string,
  mode: ChatMode,
  { options, messages }: ChatState,
): { path: string; body: object } {
  const { systemPrompt, temperature, maxTokens } = options;
  const common = {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...(temperature === null ? {} : { temperature }),
    ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
  };
  if (mode === 'completion')
    return { path: 'v1/completions', body: { ...common, prompt: messages.at(-1)?.text ?? '' } };
  const system = systemPrompt.trim() === '' ? [] : [{ role: 'system', content: systemPrompt }];
  const said = messages.filter(isSaid).map(({ role, text }) => ({ role, content: text }));
  return { path: 'v1/chat/completions', body: { ...common, messages: [...system, ...said] } };
}

export type ConversationWith = (backendId: number, mode: ChatMode) => Conversation;

/** The conversations of this page. */
export function createConversations(sendRequest: SendModelRequest): ConversationWith {
  const conversations = new Map<string, Conversation>();
  return (backendId, mode) => {
    const key = `${backendId} ${mode}`;
    const known = conversations.get(key);
    if (known) return known;
    const conversation = createConversation(backendId, mode, sendRequest);
    conversations.set(key, conversation);
    return conversation;
  };
}

/** Failures to download: models that are gated or missing, and networks that do not let a program through. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

export const downloadFailures: readonly KnownFailure[] = [
  {
    id: 'model_gated',
    pattern:
      /gated repo|GatedRepoError|Access to model (\S+) is restricted|awaiting a review from the repo authors/i,
    explain: ({ groups: [, model] }, run) => ({
      explanation: `Its publisher gives ${model ?? 'the model'} only to those who have accepted its terms on Hugging Face.`,
      remedy: `Accept the terms on the page of the model, make a token (huggingface.co/settings/tokens), and write HF_TOKEN=… ${inEnvironment(run)}.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'token_refused',
    pattern:
      /Invalid credentials in Authorization header|401 Client Error: Unauthorized|Invalid user(?:name or password| token)|HfHubHTTPError: 40[13]/,
    explain: (_, run) => ({
      explanation:
        'The token with which it downloads is wrong or has expired, or it has none and the model is private.',
      remedy: `Make a new token (huggingface.co/settings/tokens), and write HF_TOKEN=… ${inEnvironment(run)}.`,
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_not_found_online',
    pattern:
      /RepositoryNotFoundError|Repository Not Found for url: (\S+)|(\S+) is not a local folder and is not a valid model identifier|404 Client Error|EntryNotFoundError|pull model manifest: file does not exist|RevisionNotFoundError|Repo id must be in the form/,
    explain: ({ groups: [, url, name] }, run) => ({
      explanation: `The model ${name ?? (url === undefined ? 'that it is to download' : `at ${url.replace(/[.,]$/, '')}`)} is neither a folder here nor known at its source. A private one looks the same to a stranger.`,
      remedy: `Correct the name of the model ${inArguments(run)}; for a private one write HF_TOKEN=… ${inEnvironment(run)}.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'download_limited',
    pattern: /429 Client Error|Too Many Requests for url|toomanyrequests:|rate limit exceeded/i,
    explain: () => ({
      explanation: 'The source of its downloads answers that it was asked too often (429).',
      remedy: 'Wait for some minutes. With a login or a token most sources allow more.',
    }),
  },
  {
    id: 'certificate_not_trusted',
    pattern:
      /CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate|unable to get local issuer certificate|x509: certificate|certificate has expired|SSL certificate problem/i,
    explain: (_, run) => ({
      explanation:
        'A server from which it downloads shows a certificate that this machine does not trust. In a company a proxy often stands in between; a wrong clock has the same effect.',
      remedy: `Look at the clock of this machine. For a proxy of your company, write the file of its authority as REQUESTS_CA_BUNDLE and SSL_CERT_FILE ${inEnvironment(run)}.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'proxy_refused',
    pattern:
      /ProxyError|Tunnel connection failed|Proxy Authentication Required|Cannot connect to proxy|localhost is not accessible/,
    explain: ({ lines }, run) => {
      const status = lines
        .map(({ text }) => /Tunnel connection failed: (\d{3})/.exec(text)?.[1])
        .find((found) => found !== undefined);
      return {
        explanation: `The proxy that its environment names does not let it through${status === undefined ? '' : ` (it answers ${status})`}.`,
        remedy: `Correct HTTPS_PROXY ${inEnvironment(run)} (http://user:password@host:port), and keep this machine out of it: NO_PROXY=localhost,127.0.0.1.`,
        action: openEnvironment(run),
      };
    },
  },
  {
    id: 'name_not_resolved',
    pattern:
      /Temporary failure in name resolution|Name or service not known|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)|lookup (\S+?)(?: on \S+)?: no such host|nodename nor servname provided|\[Errno 11001\]|Failed to resolve '([^']+)'|Could not resolve host: (\S+)/,
    explain: ({ groups: [, ...hosts] }, run) => ({
      explanation: `The name ${hosts.find((host) => host !== undefined) ?? 'of a server that it needs'} has no address: this machine is offline, or its DNS does not answer.`,
      remedy: `Look whether this machine is connected. With models that are here already, HF_HUB_OFFLINE=1 ${inEnvironment(run)} has it ask nobody.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'source_not_reached',
    pattern:
      /couldn't connect to '(https?:\/\/[^']+)'|LocalEntryNotFoundError|outgoing traffic has been disabled|MaxRetryError|ConnectTimeout|Read timed out|Network is unreachable|ETIMEDOUT|i\/o timeout/,
    explain: ({ groups: [, url] }, run) => ({
      explanation: `${url ?? 'The server from which it downloads'} does not answer, and what it needs is not here yet.`,
      remedy: `Look whether this machine is connected and whether HF_HUB_OFFLINE is set ${inEnvironment(run)}; then start it again.`,
      action: openEnvironment(run),
    }),
  },
  {
    id: 'other_service_down',
    pattern: /ECONNREFUSED(?: (\S+:\d+))?|dial tcp (\S+): connect: connection refused|[Cc]onnection refused/,
    explain: ({ groups: [, node, go] }) => ({
      explanation: `It wants to reach ${node ?? go ?? 'another program'}, and nothing listens there.`,
      remedy: 'Start that program first: a database, a queue, or another engine that it works with.',
    }),
    isFollowUp: true,
  },
];

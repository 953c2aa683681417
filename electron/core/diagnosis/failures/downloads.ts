/** Failures to download: models that are gated or missing, and networks that do not let a program through. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { firstOf, inArguments, inEnvironment, openArguments, openEnvironment } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

export const downloadFailures: readonly KnownFailure[] = [
  {
    id: 'model_gated',
    pattern:
      /gated repo|GatedRepoError|Access to model (\S+) is restricted|awaiting a review from the repo authors/i,
    explain: ({ groups: [, model] }, run) => ({
      explanation: cause('model_gated', given('model', model)),
      remedy: remedy('model_gated', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'token_refused',
    pattern:
      /Invalid credentials in Authorization header|401 Client Error: Unauthorized|Invalid user(?:name or password| token)|HfHubHTTPError: 40[13]/,
    explain: (_, run) => ({
      explanation: cause('token_refused'),
      remedy: remedy('token_refused', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
    isPermanent: true,
  },
  {
    id: 'model_not_found_online',
    pattern:
      /RepositoryNotFoundError|Repository Not Found for url: (\S+)|(\S+) is not a local folder and is not a valid model identifier|404 Client Error|EntryNotFoundError|pull model manifest: file does not exist|RevisionNotFoundError|Repo id must be in the form/,
    explain: ({ groups: [, url, name] }, run) => ({
      explanation: cause('model_not_found_online', {
        named: name !== undefined ? 'model' : url !== undefined ? 'address' : 'other',
        model: name ?? url?.replace(/[.,]$/, '') ?? '',
      }),
      remedy: remedy('model_not_found_online', {
        where: inArguments(run),
        whereVariables: inEnvironment(run),
      }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
  {
    id: 'download_limited',
    pattern: /429 Client Error|Too Many Requests for url|toomanyrequests:|rate limit exceeded/i,
    explain: () => ({
      explanation: cause('download_limited'),
      remedy: remedy('download_limited'),
    }),
  },
  {
    id: 'certificate_not_trusted',
    pattern:
      /CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate|unable to get local issuer certificate|x509: certificate|certificate has expired|SSL certificate problem/i,
    explain: (_, run) => ({
      explanation: cause('certificate_not_trusted'),
      remedy: remedy('certificate_not_trusted', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'proxy_refused',
    pattern:
      /ProxyError|Tunnel connection failed|Proxy Authentication Required|Cannot connect to proxy|localhost is not accessible/,
    explain: ({ lines }, run) => ({
      explanation: cause(
        'proxy_refused',
        given(
          'status',
          firstOf(lines.map(({ text }) => /Tunnel connection failed: (\d{3})/.exec(text)?.[1])),
        ),
      ),
      remedy: remedy('proxy_refused', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'name_not_resolved',
    pattern:
      /Temporary failure in name resolution|Name or service not known|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\S+)|lookup (\S+?)(?: on \S+)?: no such host|nodename nor servname provided|\[Errno 11001\]|Failed to resolve '([^']+)'|Could not resolve host: (\S+)/,
    explain: ({ groups: [, ...hosts] }, run) => ({
      explanation: cause('name_not_resolved', given('host', firstOf(hosts))),
      remedy: remedy('name_not_resolved', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'source_not_reached',
    pattern:
      /couldn't connect to '(https?:\/\/[^']+)'|LocalEntryNotFoundError|outgoing traffic has been disabled|MaxRetryError|ConnectTimeout|Read timed out|Network is unreachable|ETIMEDOUT|i\/o timeout/,
    explain: ({ groups: [, url] }, run) => ({
      explanation: cause('source_not_reached', given('server', url)),
      remedy: remedy('source_not_reached', { where: inEnvironment(run) }),
      action: openEnvironment(run),
    }),
  },
  {
    id: 'other_service_down',
    pattern: /ECONNREFUSED(?: (\S+:\d+))?|dial tcp (\S+): connect: connection refused|[Cc]onnection refused/,
    explain: ({ groups: [, node, go] }) => ({
      explanation: cause('other_service_down', given('address', node ?? go)),
      remedy: remedy('other_service_down'),
    }),
    isFollowUp: true,
  },
];

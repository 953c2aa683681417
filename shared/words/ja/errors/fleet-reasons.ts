import type { fleetReasonWords } from '../../en/errors/fleet-reasons.ts';
import type { Translation } from '../../message.ts';

export const fleetReasonTranslation: Translation<typeof fleetReasonWords> = {
  declaredFailed: '失敗したと報告しました：{reason}',
  declaredFailedOnly: '失敗したと報告しましたが、理由は示していません',
  noAddressInTime: '{minutes, plural, other {#分}}以内にアドレスを示しませんでした',
  endedWithoutAddress: '{end}。インスタンスのアドレスは示されませんでした',
  endedBeforeAnswer: '{end}。インスタンスはまだ応答していませんでした',
  notAnInstance: '{place}はインスタンスとして応答しませんでした：{reason}',
  scriptEnded: 'スクリプトが終了しました（{exit}）',
  printedLast: '{end}。最後の出力：{lines}',
  submissionRefused: 'sbatchがジョブを拒否しました：{reason}',
  programMissing: 'このコンピューターのPATHに{program}がありません',
  programTooSlow: '{program}が時間内に終了しませんでした',
  programExit: '{program}が終了コード{code}で終了しました',
  noJobList: '{program}が終了コード{code}で終了し、ジョブの一覧を出力しませんでした',
  slurmError: 'Slurmがエラーを報告しています',
  justSubmitted: '送信されたばかりです',
  job_timeLimit: 'ジョブ{id}が制限時間に達しました',
  job_preempted: 'ジョブ{id}が中断され、別のジョブに置き換わりました',
  job_nodeLost: 'ジョブ{id}のノードが失われました{hasReason, select, yes {（{reason}）} other {}}',
  job_outOfMemory: 'ジョブ{id}は、要求した以上のメモリを使ったため終了しました',
  job_deadline: 'ジョブ{id}が期限に達しました',
  job_cancelled: 'ジョブ{id}が取り消されました{hasReason, select, yes {（{reason}）} other {}}',
  job_ended: 'ジョブ{id}が終了しました',
  job_failed: 'ジョブ{id}が失敗しました{hasReason, select, yes {（{reason}）} other {}}',
  job_failedWithCode:
    'ジョブ{id}が終了コード{code}で失敗しました{hasReason, select, yes {（{reason}）} other {}}',
  job_failedBySignal:
    'ジョブ{id}がシグナル{signal}で終了し、失敗しました{hasReason, select, yes {（{reason}）} other {}}',
  job_forgotten: 'Slurmがジョブ{id}を認識しなくなりました',
};

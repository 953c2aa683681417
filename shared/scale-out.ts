/** What a parent shows of the instances that it starts on demand, and of the machines on which instances run. */
import { z } from 'zod';

/** How many instances a backend that starts them on demand has now, what it waits for, and what it does next. */
export const scaleSchema = z.object({
  /** Instances that answer. */
  up: z.int(),
  /** Launches that have no instance yet, those that wait for a place included. */
  starting: z.int(),
  /** Instances that do not answer now. */
  away: z.int(),
  /** Instances that get no new requests and end when theirs are answered. */
  draining: z.int(),
  min: z.int(),
  max: z.int(),
  /** Requests that wait: in the gateway, at the instances, and elsewhere as reported by ReportDemand. */
  waiting: z.int(),
  /** Requests that have to wait before one more instance is started. */
  min_queued: z.int(),
  /** Requests that the instances take at the same time. */
  capacity: z.int(),
  /** The oldest launch that waits for a place, and why in the words of the scheduler. */
  waits_for: z.object({ number: z.int(), reason: z.string() }).optional(),
  /** ISO 8601: nothing is started before then, because of the last start or of one that failed. */
  next_start_at: z.string().optional(),
  /** The instance that is stopped next, and when, if nobody uses it until then. */
  next_stop: z.object({ number: z.int(), at: z.string() }).optional(),
  /** How the last launch has ended: with an instance that answers, or with a failure. */
  last_launch: z
    .object({
      number: z.int(),
      /** ISO 8601. */
      at: z.string(),
      /** Why it failed, as a part of a sentence; absent where it has brought an instance. */
      failure: z.string().optional(),
    })
    .optional(),
  /** ISO 8601: since when the scheduler does not tell what runs. Absent while it does. */
  unknown_since: z.string().optional(),
});
export type ScaleState = z.infer<typeof scaleSchema>;

/** A card of another machine. Amounts in bytes; what is not known is absent. */
const machineGpuSchema = z.object({
  /** Its UUID, or its number where the instance does not tell more. */
  id: z.string(),
  name: z.string(),
  total: z.int().optional(),
  used: z.int().optional(),
});

/** A machine on which instances run that a parent shows. Amounts in bytes, and `used` as a whole percent of the total. */
export const machineSchema = z.object({
  /** Its name or address, as this host reaches it; `localhost` for the machine of this host. */
  name: z.string(),
  /** Instances of this parent that run there, those that are away included. */
  instances: z.int(),
  /** ISO 8601: since when no instance of this parent there answers. Absent while one does. */
  away_since: z.string().optional(),
  /** Absent where no instance there tells. */
  ram: z.object({ total: z.int(), used: z.int() }).optional(),
  gpus: z.array(machineGpuSchema),
});
export type Machine = z.infer<typeof machineSchema>;

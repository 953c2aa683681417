import { defineArea } from '../../message.ts';
import { programSettingWords } from './program-settings.ts';

/**
 * Labels and descriptions of settings and of backend types. `_choice1` is the first value of a dropdown. In quotes: what is no value of
 * the message but stands there for a person, such as a placeholder of Switchyard.
 */
export const settingWords = defineArea('settings', {
  // Settings of many types.
  common_Aliases: 'Other names of its models',
  common_Aliases_description:
    'More names by which the gateway finds it, one per line: "fast" for its first model, "fast = qwen2.5-7b" for a particular one. If two backends have the same name, they take turns.',
  common_GPU_ID: 'GPUs',
  common_GPU_ID_description:
    'The GPUs that it may see. Starts on the same GPU wait for each other. None chosen: it sees all of them.',
  common_AutoRestart: 'Restart after a crash',
  common_AutoRestart_description:
    'Starts it again when it ends by itself: first at once, then at growing intervals.',
  common_StartTimeout: 'Start time-out',
  common_StopTimeout: 'Stop time-out',
  common_Environment: 'Environment variables',
  common_Environment_description:
    'One NAME=value per line, added to those of Switchyard. They win over what the other settings set. Everyone who may see the settings can read them.',
  common_Port: 'Port',
  common_Port_description:
    'The port on which it answers. 0: it keeps the port that it got at its first start; if another program takes it, it gets a new one, and the card says so. If you choose a port that is taken, the start fails. A port among its own arguments wins.',
  common_ListenOn: 'Can be reached from',
  common_ListenOn_choice1: 'This computer',
  common_ListenOn_choice2: 'The network',
  common_ApiKey: 'API key',
  common_VramNeedGB: 'VRAM it needs',
  common_VramNeedGB_description:
    'Before a start, Switchyard checks whether this much is free on its GPU. If not, it frees memory or asks you, as Preferences say. 0: it starts without a check.',
  common_ExclusiveGroup: 'Never together with',
  common_ExclusiveGroup_description:
    'A word of your choice. Of the backends with the same word only one runs: starting one switches the others off, as Preferences say.',
  common_UnloadWhenIdle: 'Unload when unused',
  common_UnloadWhenIdle_description: 'Frees its VRAM when nobody has used it for the time below.',
  common_UnloadIdleMinutes: 'Unload after',
  common_UnloadIdleMinutes_description:
    'Counts from the last request. If it does not report requests, from when its processes last computed.',
  common_StopWhenIdle: 'Switch off when unused',
  common_StopWhenIdle_description:
    'Ends its processes when nobody has used it for the time below, which frees everything and saves power. It stays off until you switch it on again; on demand, it sleeps and the next request starts it.',
  common_StopIdleMinutes: 'Switch off after',
  common_StopIdleMinutes_description: 'Counts as for unloading.',
  common_StartWhen: 'Start it',
  common_StartWhen_description:
    'On demand: it sleeps, and starts when the gateway gets a request for one of its models. The request waits. When memory is needed, it goes back to sleep and is not switched off.',
  common_StartWhen_choice1: 'When it is switched on',
  common_StartWhen_choice2: 'On demand',
  common_ContactTimeout: 'Restart when it does not answer for',
  common_ContactTimeout_description:
    'If it does not answer for this long, Switchyard ends its processes and starts it again, as after a crash. Needs "Restart after a crash". 0: no limit.',
  common_Schedule: 'Schedule',
  common_Schedule_description:
    'It is switched on when a span begins, and off when it ends. What you switch by hand in between holds until the next time. Empty: only you switch it.',
  common_ListenOn_noKey:
    'The network: other computers can also reach it at its own port, without Switchyard in between. It asks for no key: anyone who reaches the address can use it.',
  // comfyui.
  comfyui_StartScript: 'Start script',
  comfyui_StartScript_description:
    "The full path of ComfyUI's main.py. Switchyard finds its virtual environment or embedded Python.",
  comfyui_Python: 'Python',
  comfyui_Python_description:
    'The Python that runs it, or the folder of its environment, if Switchyard does not find it: made by conda, by ComfyUI Desktop, or elsewhere. Empty: the one that is found.',
  comfyui_ExtraArgs: 'More arguments',
  comfyui_ExtraArgs_description:
    'Arguments for ComfyUI besides those that Switchyard adds. They come last, so they win.',
  comfyui_OverQueue: 'Over-queue',
  comfyui_OverQueue_description:
    'How many requests it takes besides the one it works on, so that the next one is already there. -1: it takes none.',
  comfyui_updateModes_choice1: 'Yes',
  comfyui_updateModes_choice2: 'Yes, and back to the main branch',
  comfyui_updateModes_choice3: 'No',
  comfyui_EnablePreviews: 'Previews',
  comfyui_EnablePreviews_description:
    'Shows pictures while they are made. TAESD looks better and needs its models in models/vae_approx.',
  comfyui_EnablePreviews_choice1: 'None',
  comfyui_EnablePreviews_choice2: 'Fast',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'Web page of ComfyUI',
  comfyui_FrontendVersion_description:
    'Which version of its own web page ComfyUI serves. ComfyUI downloads Latest and Legacy when it starts. The validated version is the one that ComfyUI itself names.',
  comfyui_FrontendVersion_choice1: 'Latest',
  comfyui_FrontendVersion_choice2: 'As installed',
  comfyui_FrontendVersion_choice3: 'Validated with this ComfyUI',
  comfyui_FrontendVersion_choice4: 'Legacy',
  comfyui_AutoUpdate: 'Update ComfyUI',
  comfyui_AutoUpdate_description:
    'Updates it by git before each start, unless files were changed by hand; the card then says so. Packages are not installed.',
  comfyui_UpdateManagedNodes: 'Update custom nodes',
  comfyui_UpdateManagedNodes_description:
    'Does the same for the folders in custom_nodes that are git checkouts.',
  comfyui_DisableInternalArgs: 'Only my arguments',
  comfyui_DisableInternalArgs_description:
    'Gives ComfyUI no arguments but those for its port and its address.',
  comfyui_StartTimeout_description:
    'A start fails if ComfyUI is not ready after this time, updates included. Custom nodes may install packages at their first start.',
  comfyui_StopTimeout_description: 'How long ComfyUI may take to finish its jobs and end. Then it is killed.',
  comfyui_ListenOn_description:
    'The network: other computers can also reach it at its own port, without Switchyard in between. ComfyUI asks for no key: anyone who reaches the address can use it, and its nodes can read files and run programs.',
  // comfyuiApi.
  comfyuiApi_EnableFrontendDev: 'Development front end',
  comfyuiApi_EnableFrontendDev_description:
    'Puts /api in front of each request, as the development server of the ComfyUI front end needs it.',
  // command.
  command_Command: 'Program',
  command_Command_description:
    'The program to run: its full path, or its name if it is installed for all programs. No shell is involved.',
  command_Arguments: 'Arguments',
  command_Arguments_description:
    "The arguments of the program, separated by spaces; put quotes around a part with spaces. '{PORT}' becomes a free port, here and in every other field; '{HOST}' becomes the address to listen on, here and in the environment variables.",
  command_WorkingDirectory: 'Working directory',
  command_WorkingDirectory_description:
    'The folder in which the program starts. Empty: the data directory of Switchyard.',
  command_ReadyUrl: 'Ready address',
  command_ReadyUrl_description:
    "A web address that answers without an error once the program is ready. Empty: the health address; without one, it is ready when it opens '{PORT}', or at once if '{PORT}' is not used.",
  command_HealthUrl: 'Health address',
  command_HealthUrl_description:
    'Switchyard asks it every {seconds} seconds while the program runs. After {failures} failures in a row, the backend counts as not answering until it answers again. Empty: it counts as healthy while it runs.',
  command_Port_description:
    "What '{PORT}' stands for. 0: the program keeps the port that it got at its first start; if another program takes it, it gets a new one, and the card says so. If you choose a port that is taken, the start fails. --port among its arguments wins.",
  command_OtherListener: 'Another program listens for it',
  command_OtherListener_description:
    'For containers: with docker or podman, the container program opens the port, not what is started here. Otherwise leave it off: when it is on, any program that answers there counts as this one.',
  command_FreeMemoryUrl: 'Memory request address',
  command_FreeMemoryUrl_description:
    'Switchyard calls it to free memory. Empty: the program cannot free memory while it runs; stopping it frees everything.',
  command_FreeMemoryMethod: 'Memory request method',
  command_FreeMemoryMethod_description: 'How the memory request is sent.',
  command_FreeMemoryBody: 'Memory request body',
  command_FreeMemoryBody_description: 'JSON to send along. Empty: none.',
  command_MaxUsages: 'Requests at the same time',
  command_MaxUsages_description:
    'How many requests clients may send at the same time. Clients are told, but nothing enforces it.',
  command_AutoRestart_description:
    'Starts the program again when it ends by itself: first at once, then at growing intervals.',
  command_StartTimeout_description:
    'A start fails if the program is not ready after this time. Large models need minutes, and a first start may download.',
  command_StopTimeout_description:
    'How long the program may take to end before it is killed with everything it started. Switchyard cannot know its requests, so open connections of clients count as work: for three quarters of this time, the program is not asked to end while there are any.',
  command_ListenOn_description:
    "The network: other computers can also reach it at its own port, without Switchyard in between. This is for a program that takes its address from '{HOST}'. Many ask for no key: anyone who reaches the address can use it.",
  command_ApiKey_description:
    "The key that its clients have to send; Switchyard sends it too. The program gets it by LLAMA_API_KEY and VLLM_API_KEY, and where '{API_KEY}' is in the environment variables or the arguments. Kept secret. Empty: no key, or one that it gets in another way.",
  // remote.
  remote_Address: 'Address',
  remote_AuthorizationHeader: 'Authorization header',
  remote_AuthorizationHeader_description:
    'Sent as the header Authorization with each request: Bearer and a key, or Basic and a login in base64. If a server expects its key in the address, enter ?name=key. Kept secret. Empty: none.',
  remote_OtherHeaders: 'Other headers',
  remote_OtherHeaders_description:
    'More headers for each request, one Name: value per line. Everyone who may see the settings can read them.',
  remote_AllowIdle: 'May be away',
  remote_AllowIdle_description:
    'For a computer that is switched off at times: while it does not answer, its card says “Not answering” instead of “Failed”.',
  remote_TrustCertificate: 'Trusted certificate',
  remote_TrustCertificate_description:
    'SHA-256 fingerprint of a certificate that you trust although no known authority issued it. The card shows the fingerprint and accepts it for you. Any other certificate is refused. Empty: only certificates of known authorities.',
  remote_ConnectionAttemptTimeoutSeconds: 'Answer time-out',
  remote_ConnectionAttemptTimeoutSeconds_description:
    'How long one attempt to get an answer may take. A server that has to wake up first needs more.',
  remote_ProbeIntervalSeconds: 'Asked every',
  remote_ProbeIntervalSeconds_description:
    'Time between two checks whether it still answers. While it does not, Switchyard asks more often. 0: {seconds} s in your own network, {elsewhere} s elsewhere, because services count requests.',
  remote_Address_server: 'Where the server answers, with its port.',
  remote_Address_instance: 'Where the other instance answers, with its port.',
  remote_Address_ComfyUI: 'Where ComfyUI answers, with its port.',
  remote_Address_webui: 'Where the web UI answers, with its port.',
  // autoscaling.
  autoscaling_StartScript: 'Start script',
  autoscaling_StartScript_description:
    'The full path of a script that starts one instance and prints [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]. docs/scale-out.md has scripts for Slurm and Kubernetes.',
  autoscaling_MinBackends: 'Instances at least',
  autoscaling_MinBackends_description: 'This many keep running even when nobody needs them.',
  autoscaling_MaxBackends: 'Instances at most',
  autoscaling_MaxBackends_description: 'Instances that are being started count too. 0: none is started.',
  autoscaling_UrlPattern: 'Address in its output',
  autoscaling_UrlPattern_description:
    'A regular expression that finds the address of the instance in the output of its script, for a script that does not print NewURL. Its first group is the address, or the whole match.',
  autoscaling_SlurmArguments: 'More arguments of sbatch',
  autoscaling_SlurmArguments_description: 'They come last, so they win.',
  autoscaling_MinQueuedBeforeExpand: 'Waiting requests for one more',
  autoscaling_MinQueuedBeforeExpand_description:
    'When this many requests wait, one more instance starts. They wait in the gateway, at the instances, or elsewhere as ReportDemand says.',
  autoscaling_MinWaitBetweenStart: 'Time between two starts',
  autoscaling_MinWaitBetweenStart_description: 'Time from one start to the next, at least.',
  autoscaling_MinWaitAfterFailure: 'Wait after a failed start',
  autoscaling_MinWaitAfterFailure_description: 'It grows with each failed start in a row.',
  autoscaling_MinWaitBetweenStop: 'Time between two stops',
  autoscaling_MinWaitBetweenStop_description:
    'Time from one stop of an unused instance to the next, at least.',
  autoscaling_MinIdleTime: 'Stop when unused for',
  autoscaling_MinIdleTime_description:
    'An instance that had nothing to do for this long is stopped. One with a request never is.',
  autoscaling_ConnectionAttemptTimeoutSeconds: 'Time for the first contact',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    'How long Switchyard asks a new instance before an attempt counts as failed. A script gets more attempts by DoRetries.',
  autoscaling_Kind: 'Kind of instance',
  autoscaling_Kind_description: 'What answers at the address of an instance.',
  autoscaling_Kind_choice1: 'Detect',
  autoscaling_Kind_choice2: 'SwarmUI or Switchyard',
  autoscaling_Kind_choice3: "Server with OpenAI's API",
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: 'File with its address',
  autoscaling_UrlFile_description:
    "The full path of a file into which the script writes the address of the instance. '{LAUNCH}' stands for the number of the launch.",
  autoscaling_MaxUsages: 'Requests at the same time, each',
  autoscaling_MaxUsages_description:
    "How many requests one instance with OpenAI's API answers at the same time. The others wait.",
  autoscaling_Models: 'Models',
  autoscaling_Models_description:
    'Names of the models that the instances serve. Requests for them wait while no instance runs. Without names, the models are known only once an instance has run.',
  autoscaling_LaunchTimeout: 'Time for a launch',
  autoscaling_LaunchTimeout_description:
    'A launch that has named no address after this time is ended and counts as failed. Time in the queue of the scheduler does not count. 0: no limit.',
  autoscaling_Scheduler: 'Started by',
  autoscaling_Scheduler_description:
    'The script itself may ask a scheduler. With Slurm, Switchyard submits the script as a job: it waits in the queue, is found again after a restart of Switchyard, and is ended by scancel.',
  autoscaling_Scheduler_choice1: 'The script',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: 'Partition',
  autoscaling_SlurmPartition_description: 'Empty: the default of the cluster.',
  autoscaling_SlurmGpus: 'GPUs of one instance',
  autoscaling_SlurmGpus_description: 'Requested by --gpus. 0: none, or as many as the script says.',
  autoscaling_SlurmTimeLimit: 'Time limit of a job',
  autoscaling_SlurmTimeLimit_description:
    'As sbatch takes it, such as 24:00:00 or 2-12. Empty: the limit of the partition.',
  autoscaling_SlurmAccount: 'Account',
  autoscaling_SlurmAccount_description: 'The account that pays for the jobs. Empty: your default.',
  autoscaling_SlurmOutputFolder: 'Folder for the output of jobs',
  autoscaling_SlurmOutputFolder_description:
    'Where the nodes write the output of a job, and this computer reads it. Empty: the folder of the script.',
  autoscaling_AfterRestart: 'Jobs of an earlier run',
  autoscaling_AfterRestart_description:
    'What happens to jobs of this backend that still run when Switchyard starts again after it was killed or the computer failed.',
  autoscaling_AfterRestart_choice1: 'Keep them',
  autoscaling_AfterRestart_choice2: 'Cancel them',
  // llamaServer.
  llamaServer_Command: 'Program',
  llamaServer_Command_description:
    'llama-server: its full path, or its name if it is installed for all programs.',
  llamaServer_ModelPath: 'Model file',
  llamaServer_ModelPath_description:
    'Full path of the GGUF file that it serves. Empty: it serves a folder of models, or what its arguments name (-hf, --models-preset).',
  llamaServer_ModelsDir: 'Folder of models',
  llamaServer_ModelsDir_description:
    'Full path of a folder of GGUF files. It loads them on request, and you can unload them one by one. Only without a model file.',
  llamaServer_ExtraArgs: 'More arguments',
  llamaServer_ExtraArgs_description:
    'More arguments, besides those of the other settings. They come last, so they win. Web pages of other origins cannot read its answers, unless --cors-origins says otherwise.',
  llamaServer_ContextSize: 'Context size',
  llamaServer_ContextSize_description:
    'Tokens for all requests at the same time. 0: what the model was made for.',
  llamaServer_GPULayers: 'Layers on the GPU',
  llamaServer_GPULayers_description:
    'How much of the model is on the GPU. -1: as llama-server decides. 0: nothing.',
  llamaServer_MaxUsages: 'Requests at the same time',
  llamaServer_MaxUsages_description:
    'How many requests it answers at the same time. --parallel in its arguments wins, and the card shows what it reports.',
  llamaServer_StartTimeout_description: 'A start fails if the model is not loaded after this time.',
  llamaServer_StopTimeout_description:
    'How long it may take to finish its requests and end. Then it is killed.',
  llamaServer_ListenOn_description:
    'The network: other computers can also reach it at its own port, without Switchyard in between. Without an API key below, anyone who reaches the address can use it.',
  llamaServer_ApiKey_description:
    'The key that its clients have to send; Switchyard sends it too. The program gets it by LLAMA_API_KEY, so that it is on no command line. Kept secret. Empty: no key, or one that it gets in another way.',
  // localLlama.
  localLlama_ModelPath: 'Model file',
  localLlama_ModelPath_description:
    'The GGUF file of the model. Empty: a tiny built-in sample, which shows that everything works, but answers at random.',
  localLlama_GPULoadLayers: 'Layers on the GPU',
  localLlama_GPULoadLayers_description:
    'How much of the model is on the GPU. -1: as much as fits. 0: nothing, the processor does everything.',
  localLlama_Port_description:
    'The port on which it answers. 0: it keeps the port that it got at its first start; if another program takes it, it gets a new one, and the card says so. If you choose a port that is taken, the start fails.',
  localLlama_ContextSize: 'Context size',
  localLlama_ContextSize_description:
    'How much text, prompt and answer together, the model can use for each request. More needs more memory. 0: as much as the model was made for and memory allows.',
  localLlama_Threads: 'Processor threads',
  localLlama_Threads_description:
    'How many processor cores to use. 0: all but one. More threads than cores make it very slow.',
  localLlama_MaxUsages: 'Requests at the same time',
  localLlama_MaxUsages_description:
    'How many requests it answers at the same time; more wait for their turn. Each needs memory for a context of its own.',
  localLlama_KeepLoadedMinutes: 'Unload when unused for',
  localLlama_KeepLoadedMinutes_description:
    'After this time without a request the model leaves memory; the next request loads it again. 0: it stays.',
  localLlama_AlwaysFreeMemory: 'Free memory after each request',
  localLlama_AlwaysFreeMemory_description:
    'The model leaves memory as soon as there is no request. For sharing the GPU with something else: the next request waits until the model is loaded again.',
  localLlama_AutoRestart_description:
    'Starts the worker again when it ends by itself: first at once, then at growing intervals.',
  localLlama_StartTimeout_description:
    'A start fails if the model is not loaded after this time. Large models on slow disks need minutes.',
  localLlama_StopTimeout_description: 'How long a stop waits for requests before it ends them.',
  // webui.
  webui_StartScript: 'Start script',
  webui_StartScript_description:
    "The full path of the web UI's webui.sh (on Windows webui.bat), or of its folder. Switchyard follows what webui-user sets.",
  webui_Python: 'Python',
  webui_Python_description:
    'The Python that runs launch.py instead of webui.sh, or the folder of its environment: made by conda, or elsewhere. Empty: webui.sh chooses; on Windows, the one in venv.',
  webui_ExtraArgs: 'More arguments',
  webui_ExtraArgs_description:
    'Arguments for the web UI besides --api and --port, which Switchyard adds. If they have a port or an address, Switchyard follows it.',
  webui_ApiAuth: 'API login',
  webui_ApiAuth_description:
    'The login for its API (--api-auth), as user:password. The web UI gets it by its environment, never on the command line. Empty: none.',
  webui_StartTimeout_description:
    'A start fails if the API does not answer after this time. The first one installs packages, which takes long.',
  webui_StopTimeout_description:
    'How long the web UI may take to finish its images and end. Then it is killed.',
  webui_ListenOn_description:
    'The network: other computers can also reach it at its own port, without Switchyard in between. Its page asks for no login without --gradio-auth, nor its API without API login: anyone who reaches the address can use it.',
  // remoteLlm.
  remoteLlm_MaxUsages: 'Requests at the same time',
  remoteLlm_MaxUsages_description:
    'How many requests the gateway sends to it at the same time. The others wait.',
  // swarm.
  swarm_AllowForwarding: 'Chains',
  swarm_AllowForwarding_description:
    'Also shows the backends of instances that the other one is connected to. Off: only those that run there.',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description:
    'For SwarmUI, which sends previews that way. Switchyard keeps the value, but does not use it.',
  // ollama.
  ollama_Address: 'Address',
  ollama_Address_description: 'Where Ollama answers, or should answer if Switchyard starts it.',
  ollama_Command: 'Program',
  ollama_Command_description:
    'Starts Ollama with this program when nothing answers at the address: its full path, or ollama if it is installed for all programs. Empty: Switchyard watches it, but never starts it.',
  ollama_ModelsDir: 'Folder of models',
  ollama_ModelsDir_description: 'Where it keeps its models (OLLAMA_MODELS). Empty: its own folder.',
  ollama_KeepLoadedMinutes: 'Keep models loaded',
  ollama_KeepLoadedMinutes_description:
    'It unloads a model that was unused for this long (OLLAMA_KEEP_ALIVE). -1: never.',
  ollama_GPU_ID_description: 'The GPUs that it may see. None chosen: it sees all of them.',
  ollama_MaxUsages: 'Requests at the same time',
  ollama_MaxUsages_description:
    'What clients are told. If Switchyard starts it, also how many it answers at the same time (OLLAMA_NUM_PARALLEL).',
  // webuiApi.
  webuiApi_ApiAuth_description:
    'The login that its API asks for if it was started with --api-auth: user:password. Empty: it asks for none.',
  // Names and descriptions of the types.
  type_comfyui_api: 'ComfyUI API By URL',
  type_comfyui_api_description:
    'A ComfyUI that already runs on this computer or another one. Switchyard watches it, but does not start it.',
  type_comfyui_selfstart: 'ComfyUI Self-Starting',
  type_comfyui_selfstart_description:
    'A ComfyUI that is installed on this computer. Switchyard starts, watches, restarts and stops it.',
  type_command: 'Any program',
  type_command_description:
    'Runs any program of yours: llama-server, vLLM, Ollama, KoboldCpp, A1111 or another one. Presets fill in the form.',
  type_llamaserver: 'llama.cpp server',
  type_llamaserver_description:
    'llama-server of llama.cpp, started by Switchyard: with one model, or with a folder of models.',
  type_localllama: 'Local LLaMA.cpp GGUF',
  type_localllama_description:
    'Runs a language model in GGUF format on this computer, with an OpenAI-compatible API. You need not install anything.',
  type_auto_webui_api: 'Auto1111 SD-WebUI API By URL',
  type_auto_webui_api_description:
    'An AUTOMATIC1111, Forge or reForge that already runs with --api, on this computer or another one. Switchyard watches it, but does not start it.',
  type_auto_webui_selfstart: 'Auto1111 SD-WebUI Self-Starting',
  type_auto_webui_selfstart_description:
    'An AUTOMATIC1111, Forge or reForge that is installed on this computer. Switchyard starts it with its API, watches, restarts and stops it.',
  type_simpleremotellm: 'Remote LLM (OpenAI API)',
  type_simpleremotellm_description:
    'A language model server with the API of OpenAI: vLLM, LM Studio, llama-server, a paid service. Switchyard watches it, but does not start it.',
  type_swarmswarmbackend: 'Swarm-API-Backend',
  type_swarmswarmbackend_description:
    'Another SwarmUI or Switchyard: shows its backends here, with their states, and frees their memory. You change them there.',
  type_ollama: 'Ollama',
  type_ollama_description:
    'An Ollama on this computer or another one. Switchyard shows which models are loaded and unloads them. On this computer it can start it too.',
  type_autoscalingbackend: 'Auto Scaling Backend',
  type_autoscalingbackend_description:
    'Starts and stops whole instances as needed: SwarmUI, Switchyard, vLLM or ComfyUI, by a script of yours on Slurm, Kubernetes or any other scheduler.',
  ...programSettingWords,
});

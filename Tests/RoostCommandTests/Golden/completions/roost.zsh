#compdef roost

__roost_complete() {
    local -ar non_empty_completions=("${@:#(|:*)}")
    local -ar empty_completions=("${(M)@:#(|:*)}")
    _describe -V '' non_empty_completions -- empty_completions -P $'\'\''
}

__roost_custom_complete() {
    local -a completions
    completions=("${(@f)"$("${command_name}" "${@}" "${command_line[@]}")"}")
    if [[ "${#completions[@]}" -gt 1 ]]; then
        __roost_complete "${completions[@]:0:-1}"
    fi
}

__roost_cursor_index_in_current_word() {
    if [[ -z "${QIPREFIX}${IPREFIX}${PREFIX}" ]]; then
        printf 0
    else
        printf %s "${#${(z)LBUFFER}[-1]}"
    fi
}

_roost() {
    emulate -RL zsh -G
    setopt extendedglob nullglob numericglobsort
    unsetopt aliases banghist

    local -xr SAP_SHELL=zsh
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(builtin emulate zsh -c 'printf %s "${ZSH_VERSION}"')"
    local -r SAP_SHELL_VERSION

    local context state state_descr line
    local -A opt_args

    local -r command_name="${words[1]}"
    local -ar command_line=("${words[@]}")
    local -ir current_word_index="$((CURRENT - 1))"

    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'login:Store the API key of a server.'
            'init:Choose the project that runs of this folder belong to.'
            'status:Show the server, the account, and every setting with its origin.'
            'offline:Let runs of this folder write to this machine'\''s disk alone.'
            'online:Let runs of this folder be uploaded as they are logged.'
            'disabled:Let runs of this folder neither be uploaded nor written.'
            'enabled:Let runs of this folder be uploaded again after '\''roost disabled'\''.'
            'doctor:Check that this machine can log to its server.'
            'run:Run a program in any language as a run.'
            'sync:Upload runs from their directories.'
            'runs:List, show and export the runs of a server.'
            'pull:Download the files of a run.'
            'clean:Delete runs of this folder that have been synced.'
            'artifact:Upload, download and list artifacts.'
            'server:Run the server that clients log to.'
            'user:Add, list, remove and reset users.'
            'key:Add, list and remove API keys.'
            'team:Add, list and remove teams and their members.'
            'org:Add, list and remove organisations, which hold teams.'
            'job:Make, list and show jobs: what can be launched.'
            'launch:Run a job now on this machine, or put it into a queue.'
            'launch-add:Put a job into a queue, from which an agent takes it.'
            'launch-agent:Run the jobs of queues on this machine.'
            'queue:Create and manage launch queues and their items.'
            'manual:Print or write the manual pages.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        login|init|status|offline|online|disabled|enabled|doctor|run|sync|runs|pull|clean|artifact|server|user|key|team|org|job|launch|launch-add|launch-agent|queue|manual|help)
            "_roost_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_login() {
    local -i ret=1
    local -ar arg_specs=(
        ':key:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--key-stdin[Read the key from standard input.]'
        '--relogin[Store a new key, although there is one.]'
        '--verify[Ask the server whether it knows the key.]'
        '--no-verify[Ask the server whether it knows the key.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_init() {
    local -i ret=1
    local -ar ___mode=('online' 'offline' 'disabled')
    local -ar arg_specs=(
        '(--project -p)'{--project,-p}'[The project.]:project:'
        '(--entity -e)'{--entity,-e}'[The user or team that the project belongs to.]:entity:'
        '(--mode -m)'{--mode,-m}'[online, offline or disabled.]:mode:{__roost_complete "${___mode[@]}"}'
        '--reset[Forget the project, entity and mode that were chosen before.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_status() {
    local -i ret=1
    local -ar arg_specs=(
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_offline() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_online() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_disabled() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_enabled() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_doctor() {
    local -i ret=1
    local -ar arg_specs=(
        '--project[The project in which the run is made; it stays.]:project:'
        '--entity[The user or team of the project; by default your own.]:entity:'
        '--size[The size of the file, in megabytes.]:MB:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_run() {
    local -i ret=1
    local -ar ___mode=('online' 'offline' 'disabled')
    local -ar arg_specs=(
        '(--project -p)'{--project,-p}'[The project; by default that of this folder.]:project:'
        '(--entity -e)'{--entity,-e}'[The user or team of the project.]:entity:'
        '(--name -n)'{--name,-n}'[The name that people see.]:name:'
        '--notes[A longer description.]:notes:'
        '*'{--tag,-t}'[A tag; repeat it for several.]:tag:'
        '(--group -g)'{--group,-g}'[The larger experiment that the run is part of.]:group:'
        '--job-type[The run'\''s role there, such as train.]:job-type:'
        '*'{--config,-c}'[A value for the config, or a YAML file of values; repeat it for several.]:key=value:'
        '--id[The run'\''s id.]:id:'
        '--resume[allow, must, never or auto\: what happens when the server knows the id.]:resume:'
        '--mode[online, offline or disabled.]:mode:{__roost_complete "${___mode[@]}"}'
        '--dir[The folder in which wandb/ is made.]:dir:'
        '--magic[What is taken from flags and console lines\: true, false, JSON or a YAML file, with the members flags, metrics, include, exclude and prefix.]:options:'
        '--save-code[Save the script, the git commit and the changes since.]'
        '--no-console[Log no console output.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '*:command:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_sync() {
    local -i ret=1
    local -ar arg_specs=(
        '*:path:'
        '*--include[Only runs whose id or directory matches the pattern; may be repeated.]:glob:'
        '*--exclude[No runs whose id or directory matches the pattern; may be repeated.]:glob:'
        '--include-offline[Of folders, runs that were written offline.]'
        '--no-include-offline[Of folders, runs that were written offline.]'
        '--include-online[Of folders, all runs that were written online.]'
        '--no-include-online[Of folders, all runs that were written online.]'
        '--include-synced[Upload runs that are marked as synced once more.]'
        '--id[Upload as the run of this id.]:id:'
        '(-p --project)'{-p,--project}'[Upload to this project.]:project:'
        '(-e --entity)'{-e,--entity}'[Upload to this entity.]:entity:'
        '--job-type[The job type instead of the runs'\'' own.]:type:'
        '--follow[Go on while runs are written, until their ends are up.]'
        '--mark-synced[Mark runs that are all up, so that they are not looked at again.]'
        '--no-mark-synced[Mark runs that are all up, so that they are not looked at again.]'
        '--skip-console[Leave out the console.]'
        '(-n --parallel)'{-n,--parallel}'[How many runs to upload at a time.]:parallel:'
        '--patience[How many seconds a server may stay away before the upload is given up; by default 300, and without end with --follow.]:seconds:'
        '--dry-run[Only list what would be uploaded.]'
        '--json[Print one JSON object for each run, in a line of its own, as soon as it is done.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_runs() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'list:List the runs of a project.'
            'show:Show a run: who made it, its config and its summary.'
            'export:Write all rows of runs, as JSON lines or CSV.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        list|show|export)
            "_roost_runs_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_runs_list() {
    local -i ret=1
    local -ar arg_specs=(
        ':project:'
        '*'{--filter,-f}'[Only runs for which this holds\: FIELD=VALUE, or with != < <= > >=, or ~ for a regular expression, or a filter in JSON. Repeat it for several that must hold.]:condition:'
        '(--order -o)'{--order,-o}'[The field to sort by; '\''-'\'' before it for the largest first.]:field:'
        '(--columns -c)'{--columns,-c}'[The columns, with commas between.]:fields:'
        '(--limit -l)'{--limit,-l}'[At most so many runs; 0 for all.]:limit:'
        '--json[Print JSON.]'
        '--csv[Print comma-separated values.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_runs_show() {
    local -i ret=1
    local -ar arg_specs=(
        ':run:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_runs_export() {
    local -i ret=1
    local -ar ___format=('jsonl' 'csv')
    local -ar ___stream=('metrics' 'system' 'console')
    local -ar arg_specs=(
        '*:runs:'
        '(--format -f)'{--format,-f}'[The form of the rows.]:format:{__roost_complete "${___format[@]}"}'
        '(--stream -s)'{--stream,-s}'[What is exported.]:stream:{__roost_complete "${___stream[@]}"}'
        '*'{--key,-k}'[Only this key; repeat it for several.]:key:'
        '--from[From this step on.]:step:'
        '--to[Up to this step, which is included.]:step:'
        '(--output -o)'{--output,-o}'[Write to this file, once all is there.]:file:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_pull() {
    local -i ret=1
    local -ar arg_specs=(
        ':run:'
        '(--output -o)'{--output,-o}'[The folder to write to; by default named after the run.]:dir:'
        '*'{--include,-i}'[Only files whose path matches, such as '\''media/*'\''. Repeat it for several.]:pattern:'
        '--list[Only list the files.]'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_clean() {
    local -i ret=1
    local -ar arg_specs=(
        '--dir[The folder in which wandb/ is; by default as for runs.]:dir:'
        '--older-than[Only runs that were written to at least so many hours ago.]:hours:'
        '(--yes -y)'{--yes,-y}'[Do not ask.]'
        '--dry-run[Only list what would be deleted.]'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_artifact() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'put:Upload a file or a folder as a version of an artifact.'
            'get:Download a version of an artifact.'
            'list:List the artifacts of a project, with the newest version of each.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        put|get|list)
            "_roost_artifact_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_artifact_put() {
    local -i ret=1
    local -ar arg_specs=(
        ':path:_files'
        '(--name -n)'{--name,-n}'[\[\[ENTITY/\]PROJECT/\]NAME; the name is by default that of the file or folder.]:name:'
        '(--type -t)'{--type,-t}'[What it is, such as dataset or model.]:type:'
        '(--description -d)'{--description,-d}'[What people read about it.]:description:'
        '*'{--alias,-a}'[A name of the version beside '\''latest'\''. Repeat it for several.]:alias:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_artifact_get() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '(--root -r)'{--root,-r}'[The folder to write to; by default artifacts/NAME\:VERSION.]:dir:'
        '(--prefix -p)'{--prefix,-p}'[Only files whose path begins so.]:prefix:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_artifact_list() {
    local -i ret=1
    local -ar arg_specs=(
        ':project:'
        '(--type -t)'{--type,-t}'[Only artifacts of this type.]:type:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_server() {
    local -i ret=1
    local -ar ___log_format=('text' 'json')
    local -ar ___log_level=('trace' 'debug' 'info' 'notice' 'warning' 'error' 'critical')
    local -ar arg_specs=(
        '--host[The address to listen on. 0.0.0.0 serves the network; use TLS then.]:host:'
        '--port[The port to listen on; 0 takes any free one.]:port:'
        '--data[The data directory; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--tls-certificate[A PEM file with the certificate chain; needs --tls-key.]:file:'
        '--tls-key[A PEM file with the private key of the certificate.]:file:'
        '--public-url[The address that clients use, when the server is behind a proxy.]:url:'
        '--crash-after[Show a run as crashed after this long without a sign of life.]:seconds:'
        '--job-lease[How long a launched job goes on while its agent cannot reach this server. Then its agent ends it, and another may take its item.]:seconds:'
        '--anonymous-accounts[Give clients without a key an account of their own. By default only when --host is this machine alone.]'
        '--no-anonymous-accounts[Give clients without a key an account of their own. By default only when --host is this machine alone.]'
        '--log-format[How log lines look\: text or json.]:log-format:{__roost_complete "${___log_format[@]}"}'
        '--log-level[The least important log lines to write\: trace, debug, info, notice, warning, error or critical.]:log-level:{__roost_complete "${___log_level[@]}"}'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_user() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'add:Add a user, with a personal space for projects of the same name.'
            'list:List all users.'
            'remove:Remove a user, with the personal space and all keys.'
            'reset:Clear a user'\''s password, end all web sessions and revoke all keys.'
            'link:Make a sign-in link that works once, within an hour.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        add|list|remove|reset|link)
            "_roost_user_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_user_add() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--email[The e-mail address.]:email:'
        '--admin[Make the user an administrator of the server.]'
        '--password-stdin[Read a password from standard input. Without one, sign-in is by link or key.]'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_user_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_user_remove() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_user_reset() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--password-stdin[Read a new password from standard input.]'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_user_link() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_key() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'add:Make an API key. It is shown once and stored as a hash.'
            'list:List API keys, without the secrets.'
            'remove:Revoke an API key.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        add|list|remove)
            "_roost_key_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_key_add() {
    local -i ret=1
    local -ar arg_specs=(
        '--user[Whose key; the first administrator'\''s by default, or your own with --server.]:user:'
        '--name[A name to tell it by.]:name:'
        '--expires[Let it expire after this many days.]:days:'
        '--key-stdin[Take over a key from standard input instead of making one.]'
        '--quiet[Print the key only.]'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_key_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--user[Only this user'\''s.]:user:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_key_remove() {
    local -i ret=1
    local -ar arg_specs=(
        ':id:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'add:Add a team.'
            'list:List all teams.'
            'remove:Remove a team with its projects.'
            'members:List the members of a team.'
            'add-member:Add a user to a team, or change the role.'
            'remove-member:Take a user out of a team.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        add|list|remove|members|add-member|remove-member)
            "_roost_team_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_team_add() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--admin[A user who administers it.]:admin:'
        '--organization[The organisation that it belongs to.]:organization:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team_remove() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team_members() {
    local -i ret=1
    local -ar arg_specs=(
        ':team:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team_add-member() {
    local -i ret=1
    local -ar arg_specs=(
        ':team:'
        ':user:'
        '--role[admin (may change the team), member (may log and change runs) or viewer (may look).]:role:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_team_remove-member() {
    local -i ret=1
    local -ar arg_specs=(
        ':team:'
        ':user:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_org() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'add:Add an organisation.'
            'list:List all organisations.'
            'remove:Remove an organisation. Its teams stay.'
            'add-member:Add a user to an organisation, or change the role.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        add|list|remove|add-member)
            "_roost_org_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_org_add() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--admin[A user who administers it.]:admin:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_org_list() {
    local -i ret=1
    local -ar arg_specs=(
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_org_remove() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_org_add-member() {
    local -i ret=1
    local -ar arg_specs=(
        ':organization:'
        ':user:'
        '--role[admin, member or viewer.]:role:'
        '--data[The data directory to work on; by default $XDG_DATA_HOME/roost or ~/.local/share/roost.]:dir:'
        '--server[Work through the server at this address instead.]:url:'
        '--api-key[Your API key for --server; WANDB_API_KEY by default.]:key:'
        '--json[Print JSON.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_job() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'create:Make a job without a run.'
            'list:List the jobs of a project, the newest version of each first.'
            'show:Show a job: where its program comes from, how it starts, what it takes.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        create|list|show)
            "_roost_job_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_job_create() {
    local -i ret=1
    local -ar _kind=('git' 'code' 'image')
    local -ar arg_specs=(
        ':kind:{__roost_complete "${_kind[@]}"}'
        ':path:'
        '(--project -p)'{--project,-p}'[The project; by default that of this folder.]:project:'
        '(--entity -e)'{--entity,-e}'[The owner of the project; by default yours.]:entity:'
        '(--name -n)'{--name,-n}'[The job'\''s name; by default made of its source.]:name:'
        '(--description -d)'{--description,-d}'[What people read about it.]:description:'
        '*'{--alias,-a}'[A name of the version beside '\''latest'\''. Repeat it for several.]:alias:'
        '(-E --entry-point)'{-E,--entry-point}'[The words that start the program, relative to the source, or to the build context; by default main.py.]:entry-point:'
        '(-g --git-hash)'{-g,--git-hash}'[The branch, tag or commit of a git job; by default its main branch.]:git-hash:'
        '(--runtime -r)'{--runtime,-r}'[The version of Python that runs it, such as 3.11.]:runtime:'
        '(-b --build-context)'{-b,--build-context}'[The folder within the source from which an image is built.]:build-context:'
        '(-B --base-image)'{-B,--base-image}'[The image in which the source is run as it is.]:base-image:'
        '(-D --dockerfile)'{-D,--dockerfile}'[The Dockerfile, relative to the source or the build context.]:dockerfile:'
        '*--trust-remote[The beginning of repository addresses to allow beside https and ssh. Repeat it for several.]:address:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_job_list() {
    local -i ret=1
    local -ar arg_specs=(
        ':project:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_job_show() {
    local -i ret=1
    local -ar arg_specs=(
        ':name:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_launch() {
    local -i ret=1
    local -ar ___priority=('critical' 'high' 'medium' 'low')
    local -ar arg_specs=(
        '(-j --job)'{-j,--job}'[A job, ENTITY/PROJECT/NAME\:ALIAS.]:job:'
        '(-u --uri)'{-u,--uri}'[A git repository or a folder to run.]:uri:'
        '(-d --docker-image)'{-d,--docker-image}'[A container image to run.]:image:'
        '(-E --entry-point)'{-E,--entry-point}'[The program and its first arguments, in the place of the job'\''s.]:words:'
        '(-g --git-version)'{-g,--git-version}'[A branch, a tag or a commit of the repository.]:version:'
        '--build-context[The folder from which an image is built.]:folder:'
        '(-D --dockerfile)'{-D,--dockerfile}'[The Dockerfile in the source.]:path:'
        '(-B --base-image)'{-B,--base-image}'[The image that one which is built begins with.]:image:'
        '--name[The run'\''s display name.]:name:'
        '--run-id[The run'\''s id; by default a new one.]:id:'
        '(-e --entity)'{-e,--entity}'[The run'\''s user or team.]:entity:'
        '(-p --project)'{-p,--project}'[The run'\''s project.]:project:'
        '(-r --resource)'{-r,--resource}'[Where it runs.]:resource:'
        '(-R --resource-args)'{-R,--resource-args}'[The arguments of the resource\: JSON, or a JSON file.]:json:'
        '(-c --config)'{-c,--config}'[The launch spec to begin with\: JSON, or a JSON file.]:json:'
        '*'{-C,--set-config}'[A value of the run'\''s config; may be repeated.]:key=value:'
        '--repository[The registry that images which are built are sent to.]:prefix:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '*'{-v,--set-var}'[A value for a variable of the queue; may be repeated.]:name=value:'
        '(-P --priority)'{-P,--priority}'[critical, high, medium or low.]:priority:{__roost_complete "${___priority[@]}"}'
        '--project-queue[The project that the queue is in.]:project:'
        '--author[The user in whose name it runs.]:user:'
        '--sweep-id[The sweep that the run is part of.]:sweep:'
        '(-b --build)'{-b,--build}'[Build the image here first.]'
        '(-q --queue)'{-q,--queue}'[Put it into this queue.]:queue:'
        '--async[Do not wait for the end; the run goes on by itself.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_launch-add() {
    local -i ret=1
    local -ar ___priority=('critical' 'high' 'medium' 'low')
    local -ar arg_specs=(
        '(-j --job)'{-j,--job}'[A job, ENTITY/PROJECT/NAME\:ALIAS.]:job:'
        '(-u --uri)'{-u,--uri}'[A git repository or a folder to run.]:uri:'
        '(-d --docker-image)'{-d,--docker-image}'[A container image to run.]:image:'
        '(-E --entry-point)'{-E,--entry-point}'[The program and its first arguments, in the place of the job'\''s.]:words:'
        '(-g --git-version)'{-g,--git-version}'[A branch, a tag or a commit of the repository.]:version:'
        '--build-context[The folder from which an image is built.]:folder:'
        '(-D --dockerfile)'{-D,--dockerfile}'[The Dockerfile in the source.]:path:'
        '(-B --base-image)'{-B,--base-image}'[The image that one which is built begins with.]:image:'
        '--name[The run'\''s display name.]:name:'
        '--run-id[The run'\''s id; by default a new one.]:id:'
        '(-e --entity)'{-e,--entity}'[The run'\''s user or team.]:entity:'
        '(-p --project)'{-p,--project}'[The run'\''s project.]:project:'
        '(-r --resource)'{-r,--resource}'[Where it runs.]:resource:'
        '(-R --resource-args)'{-R,--resource-args}'[The arguments of the resource\: JSON, or a JSON file.]:json:'
        '(-c --config)'{-c,--config}'[The launch spec to begin with\: JSON, or a JSON file.]:json:'
        '*'{-C,--set-config}'[A value of the run'\''s config; may be repeated.]:key=value:'
        '--repository[The registry that images which are built are sent to.]:prefix:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '*'{-v,--set-var}'[A value for a variable of the queue; may be repeated.]:name=value:'
        '(-P --priority)'{-P,--priority}'[critical, high, medium or low.]:priority:{__roost_complete "${___priority[@]}"}'
        '--project-queue[The project that the queue is in.]:project:'
        '--author[The user in whose name it runs.]:user:'
        '--sweep-id[The sweep that the run is part of.]:sweep:'
        '(-b --build)'{-b,--build}'[Build the image here first.]'
        '(-q --queue)'{-q,--queue}'[The queue; by default the one called default.]:queue:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_launch-agent() {
    local -i ret=1
    local -ar arg_specs=(
        '*'{--queue,-q}'[A queue to work off, with a weight beside the others where it is not 1. Repeat it for several; by default those of the file, else '\''default'\''.]:name\[\:weight\]:'
        '(--entity -e)'{--entity,-e}'[Whose queues; by default your own.]:entity:'
        '(-j --max-jobs)'{-j,--max-jobs}'[How many jobs run at once, 1 by default; -1 for any number.]:n:'
        '(--config -c)'{--config,-c}'[The agent'\''s YAML file; by default ~/.config/wandb/launch-config.yaml where it is there.]:file:'
        '--state[Where the agent keeps what it holds; by default a folder below ~/.local/share/roost/agents.]:dir:'
        '(--log-file -l)'{--log-file,-l}'[Append what is said to this file too.]:file:'
        '*-v[Say more; repeat it for still more.]'
        '--json[Say what happens as JSON, an object a line.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'create:Create a launch queue, or change the one of that name.'
            'list:List the launch queues.'
            'show:Show a launch queue: its arguments, its items and its agents.'
            'pause:Let no more items of a queue start. New ones are still taken in.'
            'resume:Let a queue that was paused or drained go on.'
            'drain:Take no new items into a queue; those in it are still worked off.'
            'delete:Delete a queue with its items. Their runs stay.'
            'items:List the items of a queue, with why those that wait do.'
            'why:Say how an item stands, why it does not run, and what its attempts met.'
            'cancel:Cancel an item, also one that runs.'
            'retry:Try an item again that has ended, or that waits after a failure.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        create|list|show|pause|resume|drain|delete|items|why|cancel|retry)
            "_roost_queue_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_roost_queue_create() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '(--resource -r)'{--resource,-r}'[Where its items run\: local-process, local-container or slurm.]:resource:'
        '--args[Arguments for the resource\: JSON, or a file with JSON.]:json:'
        '--template-variables[Template variables with their schemas\: JSON, or a file.]:json:'
        '--max-running[How many of its items run at once, on all agents together; 0 for any number.]:max-running:'
        '--retry[How often an item is tried again, by what went wrong, such as {"infrastructure"\:3,"error"\:0}.]:json:'
        '--no-priorities[Work it off in order of age alone, without priorities.]'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_list() {
    local -i ret=1
    local -ar arg_specs=(
        '(--entity -e)'{--entity,-e}'[Whose queues; by default your own.]:entity:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_show() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_pause() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_resume() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_drain() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_delete() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '(--yes -y)'{--yes,-y}'[Do not ask, also when items wait or run.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_items() {
    local -i ret=1
    local -ar arg_specs=(
        ':queue:'
        '*'{--state,-s}'[Only those in this state\: waiting, leased, running, finished, failed or cancelled. Repeat it for several.]:state:'
        '(--limit -l)'{--limit,-l}'[At most so many items; 0 for all.]:limit:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_why() {
    local -i ret=1
    local -ar arg_specs=(
        ':item:'
        '--json[Print JSON.]'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_cancel() {
    local -i ret=1
    local -ar arg_specs=(
        ':item:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_queue_retry() {
    local -i ret=1
    local -ar arg_specs=(
        ':item:'
        '--host[The server'\''s address; by default WANDB_BASE_URL, else that of the settings files.]:url:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_manual() {
    local -i ret=1
    local -ar arg_specs=(
        '*:command:'
        '(--output -o)'{--output,-o}'[Write all pages to this folder.]:dir:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_roost_help() {
    local -i ret=1
    local -ar arg_specs=(
        '*:subcommands:'
        '--version[Show the version.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

if [[ "${funcstack[1]}" = _roost ]]; then
    _roost "${@}"
else
    compdef _roost roost
fi
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
            'server:Run the server that clients log to.'
            'user:Add, list, remove and reset users.'
            'key:Add, list and remove API keys.'
            'team:Add, list and remove teams and their members.'
            'org:Add, list and remove organisations, which hold teams.'
            'manual:Print or write the manual pages.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        login|init|status|offline|online|disabled|enabled|doctor|run|sync|runs|pull|clean|server|user|key|team|org|manual|help)
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
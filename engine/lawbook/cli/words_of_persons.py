"""What `lawbook record` says, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonsSaid:
    """The words of one language."""

    about: str
    nothing: str
    decided: str
    facts: str
    erased: str
    hold: str
    was_erased: str
    not_forgotten: str
    was_held: str
    was_released: str
    under_hold: str
    still_kept: str
    not_governed: str
    heads: tuple[str, ...]
    standing: str
    no_rule: str
    held: str
    ended: str
    keys: str
    applied: str
    apply: str
    rewrapped: str


PERSONS: dict[str, PersonsSaid] = {
    "en": PersonsSaid(
        about="What is recorded about {person}: {decisions} decisions, {erased} erased; this was entered into the record",
        nothing="nothing is recorded about {person}",
        decided="decided {time}, asked for by {caller}, id {id}",
        facts="facts",
        erased="{id} ({policy}, {time}): erased; nobody can read it any more",
        hold="legal hold since {time}: {reason}",
        was_erased="{person} is erased: {keys} keys were destroyed, and nobody can read what was sealed with them",
        not_forgotten="what was before may still stand in the log beside the store: it goes with the next `lawbook record rekey`",
        was_held="{person} is on hold, and is not erased until it is released",
        was_released="{holds} holds on {person} are released",
        under_hold="refused: {person} is under a legal hold since {time} ({reason})",
        still_kept="refused: kept until {until} by {rule}, {title} ({cites})",
        not_governed="refused: decided by {policies}, of which {folder} has no version; name the folder whose rules of retention are theirs with --policies",
        heads=("key", "decisions", "policies", "kept until", "by", "stands"),
        standing="Keys of persons, and how long what is sealed with them is kept",
        no_rule="no rule",
        held="on hold",
        ended="ended",
        keys="{keys} keys, of which the term of {ended} has ended",
        applied="{keys} keys were destroyed",
        apply="destroy them with: lawbook record retention --apply",
        rewrapped="{keys} keys are wrapped under a new master key; {file} opens older copies no more",
    ),
    "zh": PersonsSaid(
        about="关于{person}的记录：{decisions} 项决定，{erased} 项已删除；本次查询已记入记录",
        nothing="没有关于{person}的记录",
        decided="作出于 {time}，调用方 {caller}，编号 {id}",
        facts="事实",
        erased="{id}（{policy}，{time}）：已删除，任何人均无法再读取",
        hold="自 {time} 起依法保全：{reason}",
        was_erased="已删除{person}：销毁 {keys} 个密钥，以其加密的内容任何人均无法再读取",
        not_forgotten="此前的内容可能仍在存储旁的日志中，下一次 `lawbook record rekey` 后即不可用",
        was_held="已对{person}采取保全，解除之前不予删除",
        was_released="已解除对{person}的 {holds} 项保全",
        under_hold="未予删除：{person}自 {time} 起处于依法保全（{reason}）",
        still_kept="未予删除：依 {rule} {title}须保存至 {until}（{cites}）",
        not_governed="未予删除：相关决定由政策 {policies} 作出，而 {folder} 中没有该政策；请用 --policies 指定载有其留存规则的政策目录",
        heads=("密钥", "决定", "政策", "保存至", "依据", "状态"),
        standing="个人密钥及以其加密内容的保存期限",
        no_rule="无规则",
        held="保全中",
        ended="已届满",
        keys="共 {keys} 个密钥，其中 {ended} 个保存期限已届满",
        applied="已销毁 {keys} 个密钥",
        apply="销毁请执行：lawbook record retention --apply",
        rewrapped="{keys} 个密钥已改由新的主密钥封装；{file} 不再能开启此前的副本",
    ),
}

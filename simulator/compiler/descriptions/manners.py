"""What the ways in which callers speak are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler import files
from simulator.compiler.descriptions.described import Described
from simulator.model import script, temper

_PATIENCE = {
    "silence": "线上多久没有人说话，就问一声“喂”",
    "hold": "保持多久会抱怨；再过同样久就挂断",
    "ring": "振铃多久没人接就放弃",
    "repeats": "最多重复几遍，再没有结果就挂断",
}

_TEMPER = {
    "starts": "开始时的火气，0 到 4 级：0、1 平静，2 着急，3、4 生气；不写是 0",
    "soothed_by": "听到哪些用语消一级火；同一句重复说不再有用，除非又惹他生气",
    "angered_by": "听到哪些用语添一级火，禁用语添两级",
    "annoyed_by": "哪些事添一级火，不写是全部五种：held_long、silence、talked_over、sent_back、asked_again",
    "furious_after": "到 4 级后还听话务员说几次，再不消气就发作或挂断；不写是 2",
}

MOODS = "calm 平静、tense 着急、angry 生气，可写几个"

MANNERS: Mapping[type, Described] = {
    files.MannersFile: Described("态度：剧本没有写明时，来电人怎么说、忍多久", {"manners": "标识对应态度"}),
    script.Manner: Described(
        "一种态度；每一种话写几句，由种子抽取",
        {
            "almost": "听懂一半时的追问",
            "otherwise": "没听懂时再说一遍来意",
            "silence": "没有人说话时问的话",
            "held_long": "保持太久，话务员回来时的抱怨",
            "give_up": "挂断之前说的话",
            "patience": "平静时的耐心；火气越大，忍得越短",
            "temper": "火气：开始时多大，什么使它上升、下降；不写就始终平静",
        },
    ),
    script.Line: Described(
        "一句台词",
        {
            "text": "文字",
            "recording": "录音文件，写相对于本文件的路径；不写就用合成语音",
            "temper": f"只在这些心情里说：{MOODS}；不写的句子在没有专门句子的心情里说",
        },
    ),
    script.Patience: Described("耐心：什么情况忍多久", _PATIENCE),
    files.PatienceChange: Described("与态度不同的耐心，只写不同的", _PATIENCE),
    temper.Temper: Described("火气：从几级开始，什么使它上升、下降", _TEMPER),
    files.TemperChange: Described("与态度不同的火气，只写不同的", _TEMPER),
}

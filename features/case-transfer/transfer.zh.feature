# language: zh-CN
功能: 逾期案件仅在依法可移交、手续齐备且机构适格时移交

  背景:
    假如2026-11-21 适用政策"逾期案件移交"
    而且以下事实:
      | 事实             | 值 |
      | 借款人类型          | 个人 |
      | 预警等级           | 无预警 |
      | 逾期天数           | 120 天 |
      | 逾期金额           | 45,000 元 |
      | 风险等级           | D |
      | 暂停事由           | 无 |
      | 已确认欺诈         | 否 |
      | 合同宽限天数       | 1 天 |
      | 因贷款人原因扣款失败 | 否 |
      | 债务人失联          | 否 |
      | 案件承办状态         | 行内自主催收 |
      | 分期还款计划状态       | 无分期计划 |
      | 到期本金           | 40,000 元 |
      | 到期利息           | 4,000 元 |
      | 应付罚息           | 1,000 元 |
      | 应付服务费          | 0 元 |
      | 应付增信服务费        | 0 元 |
      | 计收的催收费用        | 0 元 |
      | 账务余额           | 45,000 元 |
      | 债务状态           | 未结清 |
      | 合同原件或者有效电子合同齐备 | 是 |
      | 债权核验日          | 2026-11-01 |
      | 近三十日还款金额       | 0 元 |
      | 可支配收入与月供之比     | 1.5 |
      | 不愿还款迹象         | 明确拒绝还款有记录、偿还他人而不偿还本机构 |
      | 愿意还款迹象         | 无 |
      | 行内摸排天数         | 15 天 |
      | 已完成困难访谈        | 否 |
      | 对照组抽签号         | 6 |
      | 诉讼时效届满日        | 2029-01-29 |
      | 证据评分           | 95 分 |
      | 送达地址已确认        | 是 |
      | 已约定仲裁          | 否 |
      | 有财产线索          | 是 |
      | 预计回收率          | 60% |
      | 法律途径费用         | 3,000 元 |
      | 拟用移交方式         | 诉讼 |
      | 债权转让已经董事会批准    | 否 |
      | 出让方属试点机构       | 是 |
      | 受让方具备资格        | 是 |
      | 受让方可再转让        | 否 |
      | 贷款分类           | 次级 |
      | 有担保            | 否 |
      | 委托书或者转让协议已签署   | 是 |
      | 已公证            | 是 |
      | 告知债务人承办机构日     | 2026-11-15 |
      | 移交方式已公示        | 是 |
      | 已备证据           | 借款合同、电子签名、放款凭证、还款台账、通知记录、通话录音、身份核验记录 |
      | 证据哈希清单一致       | 是 |
      | 拟移交信息          | 债务人姓名、债务人本人号码、债权明细、暂停事由与拒绝联系记录、联系次数 |
      | 已作个人信息保护影响评估   | 是 |
      | 经办人            | officer-1 |
      | 复核人            | officer-2 |
      | 复核通过           | 是 |
      | 委外次数           | 0 次 |
      | 本次委外天数         | 0 天 |
      | 距上一承办机构停止天数    | 30 天 |
      | 机构未行动天数        | 0 天 |
      | 机构报告迟延天数       | 0 天 |
      | 委外费率           | 15% |
      | 费用转由债务人承担      | 否 |
      | 机构违规情况         | 无违规 |
      | 机构评分           | 85 分 |
      | 距上次信息同步小时数     | 2 小时 |
      | 同步信息与账务矛盾      | 否 |
      | 存在未入账还款        | 否 |
      | 移交案件净回收率       | 20% |
      | 对照组净回收率        | 15% |
      | 投诉率与自营之比       | 1.0 |
      | 罚息减免比例         | 0% |
      | 利息减免比例         | 0% |
      | 本金减免比例         | 0% |
      | 减免批准人          | 主管 |
      | 减免依据已登记        | 是 |
      | 减免要约有效天数       | 15 天 |
      | 还款期数           | 3 期 |
    而且候选机构包括:
      | code                         | north |
      | kind                         | law_firm |
      | on_published_list            | yes |
      | on_partner_list              | yes |
      | agreement_covers             | yes |
      | qualified                    | yes |
      | violence_record              | no |
      | subcontracts_unagreed        | no |
      | serious_breach               | no |
      | inspected_days_ago           | 100 days |
      | security_assessed_months_ago | 6 months |
      | recordings_delivered         | yes |
      | capacity_left                | 20 |
      | share_after                  | 10% |
      | new_agency                   | no |
      | cases_so_far                 | 900 |
      | had_this_case                | no |
      | conflict                     | no |
      | recovery_index               | 1.20 |
      | judgment_rate                | 65% |
      | complaints_per_10k           | 1.5 |
      | qa_score                     | 96 |
      | breaches_12m                 | 0 |
      | headroom                     | 1.5 |
      | region                       | local |
      | reports_on_time              | 99% |
      | fee_to_ceiling               | 0.8 |
    而且候选机构包括:
      | code                         | south |
      | kind                         | law_firm |
      | on_published_list            | yes |
      | on_partner_list              | yes |
      | agreement_covers             | yes |
      | qualified                    | yes |
      | violence_record              | no |
      | subcontracts_unagreed        | no |
      | serious_breach               | no |
      | inspected_days_ago           | 100 days |
      | security_assessed_months_ago | 6 months |
      | recordings_delivered         | yes |
      | capacity_left                | 20 |
      | share_after                  | 10% |
      | new_agency                   | no |
      | cases_so_far                 | 900 |
      | had_this_case                | no |
      | conflict                     | no |
      | recovery_index               | 1.00 |
      | judgment_rate                | 50% |
      | complaints_per_10k           | 3.0 |
      | qa_score                     | 92 |
      | breaches_12m                 | 1 |
      | headroom                     | 1.2 |
      | region                       | same_province |
      | reports_on_time              | 95% |
      | fee_to_ceiling               | 0.9 |

  @TRF-03 @TRF-12
  场景: 有意愿而无力还款的，不移交，进行债务重组
    假如可支配收入与月供之比为 0.2
    而且不愿还款迹象为 无
    而且愿意还款迹象为 主动申请分期
    当作出决定
    那么处置方案为"债务重组"
    而且移交资格为"留在行内"
    而且移交决定为"不予移交"
    而且首要原因为"KEPT_IN_HOUSE"

  @TRF-02 @TRF-15 @CN-CARD-69
  场景: 债务有争议的，核实前不得移交
    假如暂停事由为 债务争议处理中
    当作出决定
    那么债权核验结论为"有争议"
    而且移交决定为"不予移交"
    而且首要原因为"CLAIM_DISPUTED"

  @TRF-05 @TRF-06 @CN-CIVIL-546
  场景: 委托催收不改变债权人，但须告知债务人由谁承办
    假如拟用移交方式为 委托催收
    当作出决定
    那么移交方式为"委托催收"
    而且收款人为"贷款人"
    而且义务包括"TELL_DEBTOR_WHO_ACTS"
    而且义务不包括"GIVE_NOTICE_OF_ASSIGNMENT"

  @TRF-05 @CN-NPL-2012
  场景: 个人贷款默认不得转让
    假如拟用移交方式为 债权转让
    当作出决定
    那么转让审查为"不得转让"
    而且移交决定为"不予移交"
    而且原因包括"SALE_CLOSED"

  @TRF-04 @CN-CBA-2026-AGENCY
  场景大纲: 自二〇二六年一月三十日起，承办机构须在公示名单内
    假如<日期> 适用政策"逾期案件移交"
    而且债权核验日为 2026-01-20
    而且候选机构包括:
      | code | east |
      | kind | law_firm |
      | on_published_list | 否 |
      | on_partner_list | yes |
      | agreement_covers | yes |
      | qualified | yes |
      | violence_record | no |
      | subcontracts_unagreed | no |
      | serious_breach | no |
      | inspected_days_ago | 100 days |
      | security_assessed_months_ago | 6 months |
      | recordings_delivered | yes |
      | capacity_left | 20 |
      | share_after | 10% |
      | new_agency | no |
      | cases_so_far | 900 |
      | had_this_case | no |
      | conflict | no |
      | recovery_index | 1.20 |
      | judgment_rate | 90% |
      | complaints_per_10k | 0.5 |
      | qa_score | 96 |
      | breaches_12m | 0 |
      | headroom | 1.5 |
      | region | local |
      | reports_on_time | 99% |
      | fee_to_ceiling | 0.8 |
    当作出决定
    那么机构排序为<排序>

    例子:
      | 日期       | 排序              |
      | 2026-01-29 | east、north、south |
      | 2026-01-30 | north、south       |

  @TRF-08 @CN-CRIR-20 @GOV-06
  场景: 通讯录不得移交
    假如拟移交信息为 债务人姓名、债务人本人号码、债权明细、暂停事由与拒绝联系记录、联系次数、通讯录
    当作出决定
    那么披露状态为"禁止"
    而且移交决定为"不予移交"
    而且原因包括"DATA_FORBIDDEN"

  @TRF-10 @CN-ILM-COLLECT
  场景: 发现暴力催收，收回该机构全部案件并移交线索
    假如案件承办状态为 placed
    而且机构违规情况为 暴力催收
    当作出决定
    那么收回为"收回机构全部案件"
    而且义务包括"RETURN_OR_DELETE"、"HAND_OVER_CLUES"
    而且规则"TRF-B-VIOLENCE"适用

  @TRF-13 @GOV-04
  场景: 没有对照组数据的，不得宣称移交有效
    假如对照组净回收率未知
    当作出决定
    那么移交机制评价因对照组净回收率未知而无法确定

  @TRF-16 @GOV-09
  场景大纲: 机构应当在委托次日起三个工作日内首次行动，跳过国庆节，计入调休上班的星期六
    假如<当日> 适用政策"逾期案件移交"
    而且案件承办状态为已委托外部机构
    而且委托机构之日为<委托日>
    而且机构已采取首次行动为<已行动>
    当作出决定
    那么机构首次行动为<结论>

    例子:
      | 当日       | 委托日     | 已行动 | 结论   |
      | 2026-10-10 | 2026-09-30 | 否     | 期限内 |
      | 2026-10-12 | 2026-09-30 | 否     | 已逾期 |
      | 2026-10-12 | 2026-09-30 | 是     | 已行动 |

  @TRF-16
  场景: 未委托的案件没有首次行动期限
    当作出决定
    那么机构首次行动为未委托

  @TRF-16
  场景: 委托日未知的，先行查问机构
    假如案件承办状态为已委托外部机构
    而且机构已采取首次行动为否
    而且委托机构之日未知
    当作出决定
    那么机构首次行动因委托机构之日未知而无法确定
    而且机构首次行动为已逾期

  @TRF-16
  场景: 机构是否行动未知的，先行查问机构
    假如案件承办状态为已委托外部机构
    而且委托机构之日为2026-11-20
    而且机构已采取首次行动未知
    当作出决定
    那么机构首次行动因机构已采取首次行动未知而无法确定

  @TRF-14 @GOV-09
  场景大纲: 机构的查询两个工作日内答复，超出已公布日历的无法确定
    假如收到机构查询之日为<收到日>
    当作出决定
    那么机构查询答复截止日为<截止日>

    例子:
      | 收到日     | 截止日     |
      | 2026-09-30 | 2026-10-09 |
      | 2026-09-18 | 2026-09-21 |

  @TRF-14 @GOV-04 @GOV-09
  场景: 机构查询答复截止日超出已公布日历的，无法确定
    假如收到机构查询之日为2026-12-30
    当作出决定
    那么机构查询答复截止日因中国内地工作日未知而无法确定

  @TRF-16 @GOV-07
  场景大纲: 已由其他方承办的案件，收回后方可再次移交
    假如案件承办状态为<状态>
    当作出决定
    那么移交决定为<决定>
    而且原因<包括与否>"WITH_OTHERS_ALREADY"

    例子:
      | 状态           | 决定     | 包括与否 |
      | 行内自主催收   | 移交     | 不包括   |
      | 移交审查中     | 移交     | 不包括   |
      | 已从外部机构收回 | 移交   | 不包括   |
      | 已委托外部机构 | 不予移交 | 包括     |
      | 债权已转让     | 不予移交 | 包括     |
      | 诉讼中         | 不予移交 | 包括     |

  @TRF-15 @DUN-16 @GOV-07
  场景: 还款承诺履行期内的案件不移交，已委外的也不因承诺而收回
    假如暂停事由为承诺还款
    当作出决定
    那么移交资格为留在行内
    而且移交决定为不予移交
    而且全部原因为"PROMISE_AWAITED"
    假如案件承办状态为已委托外部机构
    当作出决定
    那么收回为无

BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE delivered (
	chain VARCHAR(32) NOT NULL, 
	seq BIGINT NOT NULL, 
	PRIMARY KEY (chain, seq)
);
CREATE TABLE entries (
	position INTEGER NOT NULL, 
	id VARCHAR(64) NOT NULL, 
	chain VARCHAR(32) NOT NULL, 
	seq BIGINT NOT NULL, 
	kind VARCHAR(64) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	payload TEXT NOT NULL, 
	signature BLOB NOT NULL, 
	received_at VARCHAR(32) DEFAULT '', 
	received_by VARCHAR(64) DEFAULT '', 
	PRIMARY KEY (position), 
	UNIQUE (chain, seq), 
	UNIQUE (id)
);
INSERT INTO "entries" VALUES(1,'caa534a710b45e68963fac137a85253bd475dd0debd5b7e9ba14e670fa44759b','cb8e461ee32113a2d4ed6a98530a6683',1,'ChainOpened','2026-03-16T00:00:01Z','{"at":"2026-03-16T00:00:01Z","body":{"name":"ws1","public":"89f047a73f17cedbd441da12658ff0bd6b1ec969d72affa7593fc2d795f75428","station":"00000000000000000000000000000000","type":"ChainOpened"},"chain":"cb8e461ee32113a2d4ed6a98530a6683","format":1,"previous":"","seq":1}',X'FCF3433B6E7C246837B33A45D30F63D1FAAD0369C465A08AED160F2B24702B81BD5E6DE5FEDC07D40FAF2C04EC604B5542427D1ECDA338C0DAC993BDC236D901','','');
INSERT INTO "entries" VALUES(2,'1b024eaf2d328bdc1e79f2ab33b88f27d668e3ec618caf1eb785f3a28dbdd794','cb8e461ee32113a2d4ed6a98530a6683',2,'AttemptMade','2026-03-16T00:00:01Z','{"at":"2026-03-16T00:00:01Z","body":{"begun":"","call":"gm-accepts","complete":true,"course":"","degraded":[],"ears":"typed","folder":"call-1","log":"87fab3984f3589b084e27c67eac41bcb8aae0014d145cde22d561308e7117278","log_file":"83bf7fcd913e81d35f0d0e94ed1ec0611e8e3b4909c23b00ef9f076f205e67c6","matcher":"1","mode":"practice","program":"0.1.0","recording":"","rulebook":"switchboard","seed":"7","sources":{"calls/switchboard/gm-accepts.yaml":"7edb360f06acaef2cc80dba16cf563f199d347db4443da04da0c8173e3f9e4ed"},"started":"2026-03-16T00:00:01Z","title":"找总经理","trainee":"abababababababababababababababab","type":"AttemptMade","voice":""},"chain":"cb8e461ee32113a2d4ed6a98530a6683","format":1,"previous":"caa534a710b45e68963fac137a85253bd475dd0debd5b7e9ba14e670fa44759b","seq":2}',X'A5977AA3D43D5773CDA60343B9A0A07843203AA2E045461E14D70593689F4FA01B6362FD590DADF792380984D0B4C66CA88594E80B723172984912D21F830D0B','','');
INSERT INTO "entries" VALUES(3,'15726abc1f4b57ccb57e384d998b76aedf764b58f8dae525098bb6bc59a985d3','cb8e461ee32113a2d4ed6a98530a6683',3,'Scored','2026-03-16T00:00:02Z','{"at":"2026-03-16T00:00:02Z","body":{"attempt":"1b024eaf2d328bdc1e79f2ab33b88f27d668e3ec618caf1eb785f3a28dbdd794","call_sha256":"7edb360f06acaef2cc80dba16cf563f199d347db4443da04da0c8173e3f9e4ed","certifiable":false,"clauses":{"A2.3":{"failed":1,"points":500,"possible":1000},"B4.1.1":{"failed":0,"points":0,"possible":800}},"dimensions":{"record":{"floor":60,"highest":2000,"lowest":2000,"possible":2500}},"highest":8500,"log":"87fab3984f3589b084e27c67eac41bcb8aae0014d145cde22d561308e7117278","lowest":8500,"marks":[{"clauses":["A2.3"],"critical":false,"dimension":"record","finding":"record-phone#1","highest":0,"lowest":0,"possible":500,"rule":"record-phone","verdict":"fail"},{"clauses":["A2.3"],"critical":false,"dimension":"record","finding":"record-caller#1","highest":500,"lowest":500,"possible":500,"rule":"record-caller","verdict":"pass"},{"clauses":["B4.1.1"],"critical":false,"dimension":"greeting","finding":"greet-company#1","highest":800,"lowest":0,"possible":800,"rule":"greet-company","verdict":"undecided"},{"clauses":["B3.1"],"critical":false,"dimension":"record","finding":"fault#1","highest":0,"lowest":0,"possible":0,"rule":"fault","verdict":"not_applicable"}],"matcher":"1","pass_mark":80,"program":"0.1.0","record_errors":1,"reservations":["练习方式"],"rulebook_sha256":"72b6689cf49c7b5f53497442c5623bd23f6442134016c14430822da7dd450589","rulings":[],"scorecard":"8367cd66fdd136bba8ba23f8805bb050dd6289401c8ec3b0be44a3c233eef90d","type":"Scored","undecided":1,"verdict":"pass"},"chain":"cb8e461ee32113a2d4ed6a98530a6683","format":1,"previous":"1b024eaf2d328bdc1e79f2ab33b88f27d668e3ec618caf1eb785f3a28dbdd794","seq":3}',X'6317DB0555416F02D95088CE4BF44C02B4192678D11965656D970D9CEAAB9B56E74ACF7385921B5136A288857ABE64FD6587834CFEA782CCEA6C9C8EC765BA0E','','');
INSERT INTO "entries" VALUES(4,'fdc056f0e28a10ac57773ba7dc69ad079f6ab0a7ca5b5fb5b5b6cd8734444c5f','cb8e461ee32113a2d4ed6a98530a6683',4,'AttemptMade','2026-03-16T00:00:03Z','{"at":"2026-03-16T00:00:03Z","body":{"begun":"","call":"gm-accepts","complete":true,"course":"","degraded":[],"ears":"typed","folder":"call-2","log":"d912d1199b4042f4dfe339e1070db6de911b4fa88de09b22f6fd5f803449e782","log_file":"fe7f1034d4a63dde9192739732fb553a720788f422c5723ec7ca1c683280837e","matcher":"1","mode":"practice","program":"0.1.0","recording":"","rulebook":"switchboard","seed":"7","sources":{"calls/switchboard/gm-accepts.yaml":"7edb360f06acaef2cc80dba16cf563f199d347db4443da04da0c8173e3f9e4ed"},"started":"2026-03-16T00:00:02Z","title":"找总经理","trainee":"abababababababababababababababab","type":"AttemptMade","voice":""},"chain":"cb8e461ee32113a2d4ed6a98530a6683","format":1,"previous":"15726abc1f4b57ccb57e384d998b76aedf764b58f8dae525098bb6bc59a985d3","seq":4}',X'899C8D81DDB59A6D3BCFA6E462D1E1A15F191B43AD457AF4DEDEC554F079381779E60FBEBE642851C7730D51DA34579100BD69136AE7195B51765D70FBFD690C','','');
INSERT INTO "entries" VALUES(5,'40bec7f52c56c0d54287f2497e1ca9c8419a9ad8e8f15bc2181cdc67abe20794','cb8e461ee32113a2d4ed6a98530a6683',5,'Scored','2026-03-16T00:00:04Z','{"at":"2026-03-16T00:00:04Z","body":{"attempt":"fdc056f0e28a10ac57773ba7dc69ad079f6ab0a7ca5b5fb5b5b6cd8734444c5f","call_sha256":"7edb360f06acaef2cc80dba16cf563f199d347db4443da04da0c8173e3f9e4ed","certifiable":false,"clauses":{"A2.3":{"failed":1,"points":500,"possible":1000},"B4.1.1":{"failed":0,"points":0,"possible":800}},"dimensions":{"record":{"floor":60,"highest":2000,"lowest":2000,"possible":2500}},"highest":8500,"log":"d912d1199b4042f4dfe339e1070db6de911b4fa88de09b22f6fd5f803449e782","lowest":8500,"marks":[{"clauses":["A2.3"],"critical":false,"dimension":"record","finding":"record-phone#1","highest":0,"lowest":0,"possible":500,"rule":"record-phone","verdict":"fail"},{"clauses":["A2.3"],"critical":false,"dimension":"record","finding":"record-caller#1","highest":500,"lowest":500,"possible":500,"rule":"record-caller","verdict":"pass"},{"clauses":["B4.1.1"],"critical":false,"dimension":"greeting","finding":"greet-company#1","highest":800,"lowest":0,"possible":800,"rule":"greet-company","verdict":"undecided"},{"clauses":["B3.1"],"critical":false,"dimension":"record","finding":"fault#1","highest":0,"lowest":0,"possible":0,"rule":"fault","verdict":"not_applicable"}],"matcher":"1","pass_mark":80,"program":"0.1.0","record_errors":1,"reservations":["练习方式"],"rulebook_sha256":"72b6689cf49c7b5f53497442c5623bd23f6442134016c14430822da7dd450589","rulings":[],"scorecard":"8367cd66fdd136bba8ba23f8805bb050dd6289401c8ec3b0be44a3c233eef90d","type":"Scored","undecided":1,"verdict":"pass"},"chain":"cb8e461ee32113a2d4ed6a98530a6683","format":1,"previous":"fdc056f0e28a10ac57773ba7dc69ad079f6ab0a7ca5b5fb5b5b6cd8734444c5f","seq":5}',X'6ACA2EAEF0E479F511E68DE21F32E651B0805560DDA823DB4CE072EDF1B972FFF19E1553D4D519330C7B25912FC954B054B7FE588B80707DF3604A283CD33B0A','','');
CREATE TABLE p_appeal (
	id VARCHAR(64) NOT NULL, 
	attempt VARCHAR(64), 
	finding TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE p_attempt (
	id VARCHAR(64) NOT NULL, 
	chain VARCHAR(32), 
	trainee VARCHAR(32), 
	call TEXT, 
	title TEXT, 
	rulebook TEXT, 
	course VARCHAR(64), 
	mode VARCHAR(64), 
	started VARCHAR(32), 
	log VARCHAR(64), 
	PRIMARY KEY (id)
);
INSERT INTO "p_attempt" VALUES('1b024eaf2d328bdc1e79f2ab33b88f27d668e3ec618caf1eb785f3a28dbdd794','cb8e461ee32113a2d4ed6a98530a6683','abababababababababababababababab','gm-accepts','找总经理','switchboard','','practice','2026-03-16T00:00:01Z','87fab3984f3589b084e27c67eac41bcb8aae0014d145cde22d561308e7117278');
INSERT INTO "p_attempt" VALUES('fdc056f0e28a10ac57773ba7dc69ad079f6ab0a7ca5b5fb5b5b6cd8734444c5f','cb8e461ee32113a2d4ed6a98530a6683','abababababababababababababababab','gm-accepts','找总经理','switchboard','','practice','2026-03-16T00:00:02Z','d912d1199b4042f4dfe339e1070db6de911b4fa88de09b22f6fd5f803449e782');
CREATE TABLE p_begun (
	id VARCHAR(64) NOT NULL, 
	trainee VARCHAR(32), 
	course VARCHAR(64), 
	number INTEGER, 
	at VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_certificate (
	id VARCHAR(64) NOT NULL, 
	trainee VARCHAR(32), 
	course VARCHAR(64), 
	granted VARCHAR(32), 
	expires VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_chain (
	id VARCHAR(64) NOT NULL, 
	chain VARCHAR(32), 
	public VARCHAR(64), 
	name TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "p_chain" VALUES('caa534a710b45e68963fac137a85253bd475dd0debd5b7e9ba14e670fa44759b','cb8e461ee32113a2d4ed6a98530a6683','89f047a73f17cedbd441da12658ff0bd6b1ec969d72affa7593fc2d795f75428','ws1');
CREATE TABLE p_clause (
	position BIGINT NOT NULL, 
	clause VARCHAR(64) NOT NULL, 
	points INTEGER, 
	possible INTEGER, 
	failed INTEGER, 
	PRIMARY KEY (position, clause)
);
INSERT INTO "p_clause" VALUES(3,'A2.3',500,1000,1);
INSERT INTO "p_clause" VALUES(3,'B4.1.1',0,800,0);
INSERT INTO "p_clause" VALUES(5,'A2.3',500,1000,1);
INSERT INTO "p_clause" VALUES(5,'B4.1.1',0,800,0);
CREATE TABLE p_confirmed (
	id VARCHAR(64) NOT NULL, 
	attempt VARCHAR(64), 
	score VARCHAR(64), 
	verdict VARCHAR(64), 
	PRIMARY KEY (id)
);
CREATE TABLE p_course (
	id VARCHAR(64) NOT NULL, 
	course TEXT, 
	version TEXT, 
	title TEXT, 
	valid_months INTEGER, 
	recertify_months INTEGER, 
	attempts INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE p_erased (
	id VARCHAR(64) NOT NULL, 
	trainee VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_key (
	id VARCHAR(64) NOT NULL, 
	public VARCHAR(64), 
	role VARCHAR(64), 
	holder TEXT, 
	chain VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_retired (
	id VARCHAR(64) NOT NULL, 
	certificate VARCHAR(64), 
	PRIMARY KEY (id)
);
CREATE TABLE p_ruling (
	id VARCHAR(64) NOT NULL, 
	attempt VARCHAR(64), 
	finding TEXT, 
	verdict VARCHAR(64), 
	second INTEGER, 
	at VARCHAR(32), 
	chain VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_score (
	id VARCHAR(64) NOT NULL, 
	position BIGINT, 
	attempt VARCHAR(64), 
	at VARCHAR(32), 
	chain VARCHAR(32), 
	verdict VARCHAR(64), 
	lowest INTEGER, 
	highest INTEGER, 
	certifiable INTEGER, 
	rulings INTEGER, 
	undecided INTEGER, 
	record_errors INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "p_score" VALUES('15726abc1f4b57ccb57e384d998b76aedf764b58f8dae525098bb6bc59a985d3',3,'1b024eaf2d328bdc1e79f2ab33b88f27d668e3ec618caf1eb785f3a28dbdd794','2026-03-16T00:00:02Z','cb8e461ee32113a2d4ed6a98530a6683','pass',8500,8500,0,0,1,1);
INSERT INTO "p_score" VALUES('40bec7f52c56c0d54287f2497e1ca9c8419a9ad8e8f15bc2181cdc67abe20794',5,'fdc056f0e28a10ac57773ba7dc69ad079f6ab0a7ca5b5fb5b5b6cd8734444c5f','2026-03-16T00:00:04Z','cb8e461ee32113a2d4ed6a98530a6683','pass',8500,8500,0,0,1,1);
CREATE TABLE p_trainee (
	id VARCHAR(64) NOT NULL, 
	trainee VARCHAR(32), 
	at VARCHAR(32), 
	chain VARCHAR(32), 
	PRIMARY KEY (id)
);
CREATE TABLE p_void (
	id VARCHAR(64) NOT NULL, 
	attempt VARCHAR(64), 
	PRIMARY KEY (id)
);
CREATE TABLE trainee_keys (
	trainee VARCHAR(32) NOT NULL, 
	vault VARCHAR(64) NOT NULL, 
	wrapped BLOB NOT NULL, 
	PRIMARY KEY (trainee)
);
CREATE INDEX ix_entries_kind ON entries (kind);
CREATE INDEX ix_p_appeal_attempt ON p_appeal (attempt);
CREATE INDEX ix_p_attempt_course ON p_attempt (course);
CREATE INDEX ix_p_attempt_log ON p_attempt (log);
CREATE INDEX ix_p_attempt_started ON p_attempt (started);
CREATE INDEX ix_p_attempt_trainee ON p_attempt (trainee);
CREATE INDEX ix_p_begun_trainee ON p_begun (trainee);
CREATE INDEX ix_p_certificate_expires ON p_certificate (expires);
CREATE INDEX ix_p_certificate_trainee ON p_certificate (trainee);
CREATE INDEX ix_p_confirmed_attempt ON p_confirmed (attempt);
CREATE INDEX ix_p_erased_trainee ON p_erased (trainee);
CREATE INDEX ix_p_retired_certificate ON p_retired (certificate);
CREATE INDEX ix_p_ruling_attempt ON p_ruling (attempt);
CREATE INDEX p_score_of ON p_score (attempt, at, id);
CREATE INDEX ix_p_trainee_trainee ON p_trainee (trainee);
CREATE INDEX ix_p_void_attempt ON p_void (attempt);
CREATE TRIGGER p_chain_follows AFTER INSERT ON entries WHEN NEW.kind = 'ChainOpened' BEGIN INSERT INTO p_chain SELECT e.id, e.chain, json_extract(e.payload, '$.body.public'), json_extract(e.payload, '$.body.name') FROM entries e WHERE e.kind = 'ChainOpened' AND e.position = NEW.position; END;
CREATE TRIGGER p_key_follows AFTER INSERT ON entries WHEN NEW.kind = 'KeyEnrolled' BEGIN INSERT INTO p_key SELECT e.id, json_extract(e.payload, '$.body.public'), json_extract(e.payload, '$.body.role'), json_extract(e.payload, '$.body.holder'), e.chain FROM entries e WHERE e.kind = 'KeyEnrolled' AND e.position = NEW.position; END;
CREATE TRIGGER p_trainee_follows AFTER INSERT ON entries WHEN NEW.kind = 'TraineeEnrolled' BEGIN INSERT INTO p_trainee SELECT e.id, json_extract(e.payload, '$.body.trainee'), e.at, e.chain FROM entries e WHERE e.kind = 'TraineeEnrolled' AND e.position = NEW.position; END;
CREATE TRIGGER p_erased_follows AFTER INSERT ON entries WHEN NEW.kind = 'TraineeErased' BEGIN INSERT INTO p_erased SELECT e.id, json_extract(e.payload, '$.body.trainee') FROM entries e WHERE e.kind = 'TraineeErased' AND e.position = NEW.position; END;
CREATE TRIGGER p_course_follows AFTER INSERT ON entries WHEN NEW.kind = 'CourseReleased' BEGIN INSERT INTO p_course SELECT e.id, json_extract(e.payload, '$.body.course'), json_extract(e.payload, '$.body.version'), json_extract(e.payload, '$.body.title'), json_extract(e.payload, '$.body.valid_months'), json_extract(e.payload, '$.body.recertify_months'), json_extract(e.payload, '$.body.attempts') FROM entries e WHERE e.kind = 'CourseReleased' AND e.position = NEW.position; END;
CREATE TRIGGER p_begun_follows AFTER INSERT ON entries WHEN NEW.kind = 'AttemptBegun' BEGIN INSERT INTO p_begun SELECT e.id, json_extract(e.payload, '$.body.trainee'), json_extract(e.payload, '$.body.course'), json_extract(e.payload, '$.body.number'), e.at FROM entries e WHERE e.kind = 'AttemptBegun' AND e.position = NEW.position; END;
CREATE TRIGGER p_attempt_follows AFTER INSERT ON entries WHEN NEW.kind = 'AttemptMade' BEGIN INSERT INTO p_attempt SELECT e.id, e.chain, json_extract(e.payload, '$.body.trainee'), json_extract(e.payload, '$.body.call'), json_extract(e.payload, '$.body.title'), json_extract(e.payload, '$.body.rulebook'), json_extract(e.payload, '$.body.course'), json_extract(e.payload, '$.body.mode'), json_extract(e.payload, '$.body.started'), json_extract(e.payload, '$.body.log') FROM entries e WHERE e.kind = 'AttemptMade' AND e.position = NEW.position; END;
CREATE TRIGGER p_score_follows AFTER INSERT ON entries WHEN NEW.kind = 'Scored' BEGIN INSERT INTO p_score SELECT e.id, e.position, json_extract(e.payload, '$.body.attempt'), e.at, e.chain, json_extract(e.payload, '$.body.verdict'), json_extract(e.payload, '$.body.lowest'), json_extract(e.payload, '$.body.highest'), json_extract(e.payload, '$.body.certifiable'), json_array_length(e.payload, '$.body.rulings'), json_extract(e.payload, '$.body.undecided'), json_extract(e.payload, '$.body.record_errors') FROM entries e WHERE e.kind = 'Scored' AND e.position = NEW.position; END;
CREATE TRIGGER p_clause_follows AFTER INSERT ON entries WHEN NEW.kind = 'Scored' BEGIN INSERT INTO p_clause SELECT e.position, c.key, json_extract(c.value, '$.points'), json_extract(c.value, '$.possible'), json_extract(c.value, '$.failed') FROM entries e, json_each(e.payload, '$.body.clauses') c WHERE e.kind = 'Scored' AND e.position = NEW.position; END;
CREATE TRIGGER p_ruling_follows AFTER INSERT ON entries WHEN NEW.kind = 'Ruled' BEGIN INSERT INTO p_ruling SELECT e.id, json_extract(e.payload, '$.body.attempt'), json_extract(e.payload, '$.body.finding'), json_extract(e.payload, '$.body.verdict'), json_extract(e.payload, '$.body.second'), e.at, e.chain FROM entries e WHERE e.kind = 'Ruled' AND e.position = NEW.position; END;
CREATE TRIGGER p_appeal_follows AFTER INSERT ON entries WHEN NEW.kind = 'Appealed' BEGIN INSERT INTO p_appeal SELECT e.id, json_extract(e.payload, '$.body.attempt'), json_extract(e.payload, '$.body.finding') FROM entries e WHERE e.kind = 'Appealed' AND e.position = NEW.position; END;
CREATE TRIGGER p_confirmed_follows AFTER INSERT ON entries WHEN NEW.kind = 'Confirmed' BEGIN INSERT INTO p_confirmed SELECT e.id, json_extract(e.payload, '$.body.attempt'), json_extract(e.payload, '$.body.score'), json_extract(e.payload, '$.body.verdict') FROM entries e WHERE e.kind = 'Confirmed' AND e.position = NEW.position; END;
CREATE TRIGGER p_void_follows AFTER INSERT ON entries WHEN NEW.kind = 'AttemptVoided' BEGIN INSERT INTO p_void SELECT e.id, json_extract(e.payload, '$.body.attempt') FROM entries e WHERE e.kind = 'AttemptVoided' AND e.position = NEW.position; END;
CREATE TRIGGER p_certificate_follows AFTER INSERT ON entries WHEN NEW.kind = 'Certified' BEGIN INSERT INTO p_certificate SELECT e.id, json_extract(e.payload, '$.body.trainee'), json_extract(e.payload, '$.body.course'), json_extract(e.payload, '$.body.granted'), json_extract(e.payload, '$.body.expires') FROM entries e WHERE e.kind = 'Certified' AND e.position = NEW.position; END;
CREATE TRIGGER p_retired_follows AFTER INSERT ON entries WHEN NEW.kind = 'CertificateRetired' BEGIN INSERT INTO p_retired SELECT e.id, json_extract(e.payload, '$.body.certificate') FROM entries e WHERE e.kind = 'CertificateRetired' AND e.position = NEW.position; END;
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE entries'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE entries'); END;
CREATE TRIGGER delivered_no_update BEFORE UPDATE ON delivered BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE delivered'); END;
CREATE TRIGGER delivered_no_delete BEFORE DELETE ON delivered BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE delivered'); END;
CREATE TRIGGER p_chain_no_update BEFORE UPDATE ON p_chain BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_chain'); END;
CREATE TRIGGER p_chain_no_delete BEFORE DELETE ON p_chain BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_chain'); END;
CREATE TRIGGER p_key_no_update BEFORE UPDATE ON p_key BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_key'); END;
CREATE TRIGGER p_key_no_delete BEFORE DELETE ON p_key BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_key'); END;
CREATE TRIGGER p_trainee_no_update BEFORE UPDATE ON p_trainee BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_trainee'); END;
CREATE TRIGGER p_trainee_no_delete BEFORE DELETE ON p_trainee BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_trainee'); END;
CREATE TRIGGER p_erased_no_update BEFORE UPDATE ON p_erased BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_erased'); END;
CREATE TRIGGER p_erased_no_delete BEFORE DELETE ON p_erased BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_erased'); END;
CREATE TRIGGER p_course_no_update BEFORE UPDATE ON p_course BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_course'); END;
CREATE TRIGGER p_course_no_delete BEFORE DELETE ON p_course BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_course'); END;
CREATE TRIGGER p_begun_no_update BEFORE UPDATE ON p_begun BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_begun'); END;
CREATE TRIGGER p_begun_no_delete BEFORE DELETE ON p_begun BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_begun'); END;
CREATE TRIGGER p_attempt_no_update BEFORE UPDATE ON p_attempt BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_attempt'); END;
CREATE TRIGGER p_attempt_no_delete BEFORE DELETE ON p_attempt BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_attempt'); END;
CREATE TRIGGER p_score_no_update BEFORE UPDATE ON p_score BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_score'); END;
CREATE TRIGGER p_score_no_delete BEFORE DELETE ON p_score BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_score'); END;
CREATE TRIGGER p_clause_no_update BEFORE UPDATE ON p_clause BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_clause'); END;
CREATE TRIGGER p_clause_no_delete BEFORE DELETE ON p_clause BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_clause'); END;
CREATE TRIGGER p_ruling_no_update BEFORE UPDATE ON p_ruling BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_ruling'); END;
CREATE TRIGGER p_ruling_no_delete BEFORE DELETE ON p_ruling BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_ruling'); END;
CREATE TRIGGER p_appeal_no_update BEFORE UPDATE ON p_appeal BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_appeal'); END;
CREATE TRIGGER p_appeal_no_delete BEFORE DELETE ON p_appeal BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_appeal'); END;
CREATE TRIGGER p_confirmed_no_update BEFORE UPDATE ON p_confirmed BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_confirmed'); END;
CREATE TRIGGER p_confirmed_no_delete BEFORE DELETE ON p_confirmed BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_confirmed'); END;
CREATE TRIGGER p_void_no_update BEFORE UPDATE ON p_void BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_void'); END;
CREATE TRIGGER p_void_no_delete BEFORE DELETE ON p_void BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_void'); END;
CREATE TRIGGER p_certificate_no_update BEFORE UPDATE ON p_certificate BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_certificate'); END;
CREATE TRIGGER p_certificate_no_delete BEFORE DELETE ON p_certificate BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_certificate'); END;
CREATE TRIGGER p_retired_no_update BEFORE UPDATE ON p_retired BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE p_retired'); END;
CREATE TRIGGER p_retired_no_delete BEFORE DELETE ON p_retired BEGIN SELECT RAISE(ABORT, 'zongji: refused: DELETE p_retired'); END;
CREATE TRIGGER trainee_keys_no_update BEFORE UPDATE ON trainee_keys BEGIN SELECT RAISE(ABORT, 'zongji: refused: UPDATE trainee_keys'); END;
CREATE TRIGGER entries_check BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'zongji: refused: out of sequence') WHERE NOT (NEW.seq = 1 + coalesce((SELECT max(seq) FROM entries WHERE chain = NEW.chain), 0)); SELECT RAISE(ABORT, 'zongji: refused: seq') WHERE json_extract(NEW.payload, '$.seq') IS NOT NEW.seq; SELECT RAISE(ABORT, 'zongji: refused: chain') WHERE json_extract(NEW.payload, '$.chain') IS NOT NEW.chain; SELECT RAISE(ABORT, 'zongji: refused: at') WHERE json_extract(NEW.payload, '$.at') IS NOT NEW.at; SELECT RAISE(ABORT, 'zongji: refused: kind') WHERE json_extract(NEW.payload, '$.body.type') IS NOT NEW.kind; SELECT RAISE(ABORT, 'zongji: refused: previous') WHERE json_extract(NEW.payload, '$.previous') IS NOT coalesce((SELECT id FROM entries WHERE chain = NEW.chain AND seq = NEW.seq - 1), ''); END;
CREATE TRIGGER entries_erase AFTER INSERT ON entries WHEN NEW.kind = 'TraineeErased' BEGIN DELETE FROM trainee_keys WHERE trainee = json_extract(NEW.payload, '$.body.trainee'); END;
CREATE TRIGGER trainee_keys_erased BEFORE INSERT ON trainee_keys WHEN EXISTS (SELECT 1 FROM p_erased WHERE trainee = NEW.trainee) BEGIN SELECT RAISE(ABORT, 'zongji: refused: erased'); END;
COMMIT;

package dev.crosstalk;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.crosstalk.bus.Command;
import dev.crosstalk.bus.Event;
import dev.crosstalk.bus.Password;
import dev.crosstalk.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Verticle;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import java.time.Instant;

/** The rules that keep the house in order. */
@AnalyzeClasses(packages = "dev.crosstalk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> VERTX_BUT_FUTURE =
            resideInAPackage("io.vertx..").and(not(assignableTo(Future.class)));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.crosstalk.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyDependsOnTheWiring = noClasses()
            .that()
            .resideInAPackage("dev.crosstalk.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.crosstalk");

    @ArchTest
    static final ArchRule servicesAndStoreInterfacesKnowVertxOnlyAsFuture = noClasses()
            .that()
            .haveSimpleNameEndingWith("Service")
            .or(storeInterfaces())
            .should()
            .dependOnClassesThat(VERTX_BUT_FUTURE);

    @ArchTest
    static final ArchRule passwordsOfSettingsAreSecrets = fields().that()
            .haveName("password")
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Settings")
            .should()
            .haveRawType(Secret.class);

    @ArchTest
    static final ArchRule passwordsOfCommandsCannotBePrinted = fields().that()
            .haveName("password")
            .or()
            .haveName("current")
            .and()
            .areDeclaredInClassesThat()
            .areAssignableTo(Command.class)
            .should()
            .haveRawType(Password.class);

    @ArchTest
    static final ArchRule sqlIsSpokenOnlyInPersistence = noClasses()
            .that()
            .resideOutsideOfPackage("dev.crosstalk.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx.sqlclient..", "io.vertx.mysqlclient..", "io.vertx.jdbcclient..", "java.sql..");

    @ArchTest
    static final ArchRule redisIsSpokenOnlyByItsStores = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Redis")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..");

    @ArchTest
    static final ArchRule luceneIsKnownOnlyInSearch = noClasses()
            .that()
            .resideOutsideOfPackage("dev.crosstalk.search..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.lucene..", "org.tartarus.snowball..");

    @ArchTest
    static final ArchRule hazelcastIsKnownOnlyInCluster = noClasses()
            .that()
            .resideOutsideOfPackage("dev.crosstalk.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

    @ArchTest
    static final ArchRule theEventBusIsTouchedOnlyInBus = noClasses()
            .that()
            .resideOutsideOfPackage("dev.crosstalk.bus..")
            .should()
            .dependOnClassesThat(type(EventBus.class));

    @ArchTest
    static final ArchRule theEdgesNeverReachPastTheBus = noClasses()
            .that()
            .resideInAnyPackage("dev.crosstalk.http..", "dev.crosstalk.bridge..", "dev.crosstalk.edge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.crosstalk.persistence..",
                    "dev.crosstalk.account..",
                    "dev.crosstalk.conversation..",
                    "dev.crosstalk.message..");

    @ArchTest
    static final ArchRule onlyTheWiringConstructsVerticles = noClasses()
            .that()
            .resideOutsideOfPackage("dev.crosstalk")
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "a verticle is made, other than by its subclass",
                    call -> (call.getTargetOwner().isAssignableTo(VerticleBase.class)
                                    || call.getTargetOwner().isAssignableTo(Verticle.class))
                            && !call.getOriginOwner().isAssignableTo(VerticleBase.class)));

    @ArchTest
    static final ArchRule wireTypesAreRecordsOrSealed = classes()
            .that()
            .areAssignableTo(Command.class)
            .or()
            .areAssignableTo(Event.class)
            .should()
            .beRecords()
            .orShould()
            .beInterfaces();

    @ArchTest
    static final ArchRule theEnvironmentIsReadOnlyByTheCommandLine = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.crosstalk.Main")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "System.getenv is called",
                    call -> call.getTargetOwner().isEquivalentTo(System.class)
                            && call.getName().equals("getenv")));

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockByInstant =
            noClasses().should().callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule noStaticMutableState = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
            .that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();

    private static DescribedPredicate<JavaClass> storeInterfaces() {
        return DescribedPredicate.describe(
                "are store interfaces",
                type -> type.isInterface() && type.getSimpleName().endsWith("Store"));
    }
}
